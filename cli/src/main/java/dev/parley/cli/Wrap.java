// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines that are too long. */
final class Wrap {

  private static final int FURTHER_IN = 4;

  private Wrap() {}

  /**
   * Returns a line in pieces of at most {@code width}, one at least: broken at a blank if there is
   * one, and further in than it begins, as far as there is room.
   */
  static List<String> line(String line, int width) {
    int indent = line.length() - line.stripLeading().length();
    String margin = " ".repeat(Math.min(indent + FURTHER_IN, width / 2));
    List<String> pieces = new ArrayList<>();
    String rest = line;
    while (rest.length() > width) {
      int start = pieces.isEmpty() ? indent : margin.length();
      int blank = rest.lastIndexOf(' ', width);
      int end = blank > start ? blank : width;
      pieces.add(rest.substring(0, end).stripTrailing());
      rest = margin + rest.substring(end).stripLeading();
    }
    pieces.add(rest);
    return pieces;
  }
}
