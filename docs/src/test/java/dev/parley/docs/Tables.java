// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generates again what stands between {@code <!-- generated: name -->} and {@code <!-- end -->} and
 * compares.
 */
final class Tables {

  /** Makes one table's lines. */
  interface Generator {
    List<String> generate(Page page) throws IOException, InterruptedException;
  }

  private static final Pattern BEGIN = Pattern.compile("<!-- generated: (.*) -->");
  private static final String END = "<!-- end -->";

  private final Map<String, Generator> generators;
  private final Tally tally;

  Tables(Map<String, Generator> generators, Tally tally) {
    this.generators = generators;
    this.tally = tally;
  }

  List<Finding> check(Page page) throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    List<String> lines = page.prose();
    for (int at = 0; at < lines.size(); at++) {
      Matcher begin = BEGIN.matcher(lines.get(at));
      if (begin.matches()) {
        tally.table();
        int end = at + lines.subList(at, lines.size()).indexOf(END);
        Generator generator = generators.get(begin.group(1));
        if (generator == null || end < at) {
          findings.add(Finding.of(at, "unknown or without an end: " + begin.group(1)));
        } else {
          compare(lines, at + 1, end, generator.generate(page), findings);
        }
      }
    }
    return findings;
  }

  private static void compare(
      List<String> lines, int start, int end, List<String> generated, List<Finding> findings) {
    if (!lines.subList(start, end).equals(generated)) {
      findings.add(
          Finding.of(
              start,
              "the table is out of date; it should be:%n%s"
                  .formatted(String.join("\n", generated).indent(4)),
              new Correction(start, end, generated)));
    }
  }
}
