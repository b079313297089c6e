// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.List;

/**
 * Two classes that do the same in two styles.
 *
 * @param left the first style's
 * @param right the second style's
 */
record SourcePair(SourceFile left, SourceFile right) {

  /** Returns their name, or both where they are called differently. */
  String title() {
    return left.simpleName().equals(right.simpleName())
        ? left.simpleName()
        : left.simpleName() + " / " + right.simpleName();
  }

  List<DiffRow> rows() {
    return DiffRow.between(left.body(), right.body());
  }

  DiffSize size() {
    return DiffSize.of(rows());
  }

  boolean isNamed(String name) {
    return left.simpleName().equals(name) || right.simpleName().equals(name);
  }
}
