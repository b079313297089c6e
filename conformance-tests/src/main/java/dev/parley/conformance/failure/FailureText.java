// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import dev.parley.conformance.wire.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lays a failure out for a person to read. */
final class FailureText {

  private static final int WIDTH = 96;
  private static final String ACTUAL = "Actual";
  private static final String AGAIN = "Run just this again";

  private final StringBuilder text = new StringBuilder();

  private FailureText() {}

  static String of(ConformanceFailure.Story story) {
    return new FailureText().lay(story);
  }

  /** Returns what stands between the headings of what came and of how to see it again. */
  static String whatCame(String text) {
    int from = Math.max(0, text.indexOf("\n" + ACTUAL + "\n"));
    int to = text.lastIndexOf("\n" + AGAIN + "\n");
    return text.substring(from, to < from ? text.length() : to);
  }

  private String lay(ConformanceFailure.Story story) {
    text.append(story.id() + " " + story.title() + " - failed by " + story.target() + "\n");
    section("Rules", story.rules().stream().map(rule -> rule.id() + " " + rule.text()).toList());
    section("Expected", alternatives(story.expected()));
    section(ACTUAL, List.of(story.actual()));
    verbatim("First difference", story.difference());
    verbatim("Transcript (" + story.legend() + ")", story.transcript());
    section("Likely causes", story.causes().stream().map(cause -> "- " + cause).toList());
    verbatim("The server's last lines on standard error", String.join("\n", story.lastWords()));
    verbatim(AGAIN, story.reproduce());
    // A target chose part of the text: it must not make lines of its own, nor move a cursor.
    return text.toString()
        .lines()
        .map(Names::printable)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> alternatives(List<String> expected) {
    List<String> lines = new ArrayList<>();
    for (String outcome : expected) {
      lines.add(lines.isEmpty() ? outcome : "or " + outcome);
    }
    return lines;
  }

  private void section(String title, List<String> paragraphs) {
    if (!paragraphs.isEmpty()) {
      text.append(title).append('\n');
      paragraphs.forEach(this::wrapped);
    }
  }

  private void verbatim(String title, String block) {
    if (!block.isEmpty()) {
      text.append(title).append('\n').append(block.replace("\t", "    ").indent(2));
    }
  }

  /** Appends a paragraph, its later lines further in than its first. */
  private void wrapped(String paragraph) {
    String indent = "  ";
    for (String line : paragraph.split("\\R", -1)) {
      int column = 0;
      for (String word : line.split(" ", -1)) {
        if (column > 0 && column + 1 + word.length() > WIDTH) {
          text.append('\n');
          indent = "     ";
          column = 0;
        }
        text.append(column == 0 ? indent : " ").append(word);
        column += column == 0 ? indent.length() + word.length() : 1 + word.length();
      }
      text.append('\n');
    }
  }
}
