// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.List;

/**
 * How much differs between two texts, in lines.
 *
 * @param alike lines that both have
 * @param changed lines that stand beside another one
 * @param onlyLeft lines that stand beside nothing, in the first text
 * @param onlyRight lines that stand beside nothing, in the second text
 */
record DiffSize(int alike, int changed, int onlyLeft, int onlyRight) {

  static final DiffSize ZERO = new DiffSize(0, 0, 0, 0);

  static DiffSize of(List<DiffRow> rows) {
    return new DiffSize(
        count(DiffRow.Kind.ALIKE, rows),
        count(DiffRow.Kind.CHANGED, rows),
        count(DiffRow.Kind.ONLY_LEFT, rows),
        count(DiffRow.Kind.ONLY_RIGHT, rows));
  }

  private static int count(DiffRow.Kind kind, List<DiffRow> rows) {
    return (int) rows.stream().filter(row -> row.kind() == kind).count();
  }

  DiffSize plus(DiffSize other) {
    return new DiffSize(
        alike + other.alike,
        changed + other.changed,
        onlyLeft + other.onlyLeft,
        onlyRight + other.onlyRight);
  }

  /** Returns how many rows of the two side by side differ. */
  int different() {
    return changed + onlyLeft + onlyRight;
  }
}
