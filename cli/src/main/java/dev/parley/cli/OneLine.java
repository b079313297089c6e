// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

/** Text from elsewhere, made fit for a line of a log or a terminal. */
final class OneLine {

  private OneLine() {}

  /** Returns the text with every control and format character shown as an escape. */
  static String of(String text) {
    var line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(line, c));
    return line.toString();
  }

  /** Returns what an exception says, in one line; its type where it says nothing. */
  static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : of(message);
  }

  private static void append(StringBuilder line, int codePoint) {
    if (isHarmless(codePoint)) {
      line.appendCodePoint(codePoint);
    } else {
      line.append("\\u{%x}".formatted(codePoint));
    }
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
