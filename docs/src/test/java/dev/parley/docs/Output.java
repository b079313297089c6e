// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what a page says that a command prints with what it printed. */
final class Output {

  /** As a line, any number of lines, one at least; in a line, any text. */
  private static final String OMITTED = "…";

  /** What is different in every run: the one list of all that is not compared. */
  private enum Varying {
    TIME_OF_DAY("\\b\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\b", "TIME"),
    DURATION(" *\\b\\d+(\\.\\d)? (ms|s)\\b", " DURATION"),
    TEMPORARY_PORT("\\b127\\.0\\.0\\.1:(?!7700)\\d{4,5}\\b", "127.0.0.1:PORT"),
    RANDOM_SEED("\\bseed \\d{5,}\\b", "seed SEED"),
    SYSTEM_GRANTS("^(parley serve:) (backlog|receive buffer) .*", "$1 GRANTS");

    private final Pattern pattern;
    private final String name;

    Varying(String pattern, String name) {
      this.pattern = Pattern.compile(pattern);
      this.name = name;
    }
  }

  private Output() {}

  static boolean matches(List<String> said, List<String> printed) {
    return matchesFrom(
        said.stream().map(Output::comparable).toList(),
        printed.stream().map(Output::comparable).toList());
  }

  private static boolean matchesFrom(List<String> said, List<String> printed) {
    if (said.isEmpty()) {
      return printed.isEmpty();
    }
    List<String> rest = said.subList(1, said.size());
    if (!said.getFirst().equals(OMITTED)) {
      return !printed.isEmpty()
          && matches(said.getFirst(), printed.getFirst())
          && matchesFrom(rest, printed.subList(1, printed.size()));
    }
    for (int skipped = 1; skipped <= printed.size(); skipped++) {
      if (matchesFrom(rest, printed.subList(skipped, printed.size()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String said, String printed) {
    String pattern =
        Stream.of(said.split(OMITTED, -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return printed.matches(pattern);
  }

  private static String comparable(String line) {
    String text = line.stripTrailing();
    for (Varying varying : Varying.values()) {
      text = varying.pattern.matcher(text).replaceAll(varying.name);
    }
    return text;
  }
}
