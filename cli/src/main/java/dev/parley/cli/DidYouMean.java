// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word was meant by one that is not known. */
final class DidYouMean {

  private DidYouMean() {}

  /** Returns {@code ; did you mean 'x'?}, or nothing where no candidate is near. */
  static String hint(String word, Collection<String> candidates) {
    return nearest(word, candidates).map("; did you mean '%s'?"::formatted).orElse("");
  }

  private static Optional<String> nearest(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> isNear(word, candidate))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** A third of the letters may be wrong, or the rest of the word be missing. */
  private static boolean isNear(String word, String candidate) {
    boolean begun = word.length() > 2 && candidate.startsWith(word);
    return begun || distance(word, candidate) <= Math.max(1, candidate.length() / 3);
  }

  /** Returns how many letters must be put in, taken out or changed (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
