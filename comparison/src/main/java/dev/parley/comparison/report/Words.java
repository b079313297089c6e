// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Bystander.Neighbour;
import java.util.List;
import java.util.Locale;

/** Lists and times in a sentence. */
final class Words {

  private static final double MILLI = 1_000;

  private Words() {}

  /** Returns "one, two and three". */
  static String list(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  /** Returns a time in milliseconds. */
  static String millis(double micros) {
    return String.format(Locale.ROOT, micros < MILLI ? "%.2f ms" : "%,.1f ms", micros / MILLI);
  }

  static String beside(Neighbour neighbour) {
    return switch (neighbour) {
      case NONE -> "Alone";
      case SLOW -> "Beside clients that send byte by byte";
      case DELAY -> "Beside clients that ask for a DELAY";
      case NEVER_READS -> "Beside clients that never read";
    };
  }
}
