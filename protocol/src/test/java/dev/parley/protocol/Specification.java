// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** PROTOCOL.md as a text, and the files beside it. */
final class Specification {

  private static final String TEXT = text("PROTOCOL.md");

  private Specification() {}

  static String text(String file) {
    // Surefire sets basedir to the module; elsewhere that is where a test is expected to run.
    Path path = Path.of(System.getProperty("basedir", ""), "..", file);
    try {
      return Files.readString(path, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> ruleIds() {
    return matches(TEXT, "(?m)^\\*\\*(R(?:\\d+|[AB])\\.\\d+)\\*\\*").stream()
        .map(match -> match.group(1))
        .toList();
  }

  /** Returns the lines of the blocks that hold nothing but bytes in hex. */
  static List<String> byteLines() {
    return matches(TEXT, "(?m)^(?:[0-9A-F]{2} +){8,}[0-9A-F]{2}$").stream()
        .map(match -> match.group().replace(" ", ""))
        .toList();
  }

  /** Returns the rows of the tables under a heading that look like this. */
  static List<MatchResult> rows(String heading, String regex) {
    int start = TEXT.indexOf("\n## " + heading);
    int end = TEXT.indexOf("\n## ", start + 1);
    return matches(TEXT.substring(start, end), "(?m)^" + regex + "$");
  }

  private static List<MatchResult> matches(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().toList();
  }
}
