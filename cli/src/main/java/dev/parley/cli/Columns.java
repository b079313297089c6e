// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.io.PrintStream;
import java.util.List;

/** Prints rows so that their columns stand below each other. */
final class Columns {

  private static final String GAP = "  ";

  private Columns() {}

  /** Prints them after a blank line: the first column to the left, the others to the right. */
  static void print(List<List<String>> rows, PrintStream out) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    out.println();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + pad : GAP + pad + row.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
