// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Subject;
import java.util.List;

/**
 * The rows of one transport in a picture, one for each server, and where they are.
 *
 * @param subjects in the order of tables
 * @param top where their heading begins
 */
record PictureRows(List<Subject> subjects, int top) {

  /** How wide what is drawn in a panel is; beside it stand numbers. */
  static final int PLOT = 94;

  /** What is between the two. */
  static final int GAP = 8;

  private static final int HEAD = 48;
  private static final int ROW = 22;

  boolean have(String name) {
    return subjects.stream().anyMatch(one -> one.name().equals(name));
  }

  /** Returns where the first one begins. */
  int first() {
    return top + HEAD;
  }

  /** Returns the middle of one. */
  int middle(int row) {
    return first() + row * ROW + ROW / 2;
  }

  /** Returns where the last one ends. */
  int bottom() {
    return first() + subjects.size() * ROW;
  }

  /** Writes what stands above a panel, in two lines. */
  void title(Drawing drawing, int x, String title, String below) {
    drawing.text(x, top + 18, "panel", title);
    drawing.text(x, top + 34, "dim", below);
  }

  /** Writes the number of one row. */
  void number(Drawing drawing, int x, int row, String text) {
    drawing.text(x + PLOT + GAP, middle(row) + 4, "", text);
  }
}
