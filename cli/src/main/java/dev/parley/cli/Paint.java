// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.verdict.Verdict;

/** Colours, where there is a terminal that shows them and nobody has said NO_COLOR. */
final class Paint {

  private static final String RESET = "\033[0m";

  private final boolean colours;

  private Paint(boolean colours) {
    this.colours = colours;
  }

  static Paint on(Shell shell) {
    return new Paint(shell.canMoveCursor() && !shell.has("NO_COLOR"));
  }

  /** Returns the text in the colour of a verdict. */
  String of(Verdict verdict, String text) {
    return in(colour(verdict), text);
  }

  /** Returns a text that stands only on the left. */
  String left(String text) {
    return in("\033[31m", text);
  }

  /** Returns a text that stands only on the right. */
  String right(String text) {
    return in("\033[32m", text);
  }

  /** Returns a text that may be overlooked. */
  String faint(String text) {
    return in("\033[2m", text);
  }

  private String in(String colour, String text) {
    return colours && !text.isEmpty() ? colour + text + RESET : text;
  }

  private static String colour(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "\033[32m";
      case FAILED -> "\033[1;31m";
      case NOT_APPLICABLE -> "\033[2m";
      case EXPECTED_FAILURE -> "\033[35m";
      case INCONCLUSIVE -> "\033[33m";
    };
  }
}
