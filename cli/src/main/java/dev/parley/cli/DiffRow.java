// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of one text beside a line of another.
 *
 * @param left null where the first text has no such line
 * @param right null where the second text has no such line
 */
record DiffRow(Kind kind, @Nullable String left, @Nullable String right) {

  /** What the two are to each other, and the sign that stands between them. */
  enum Kind {
    /** Both have it. */
    ALIKE(' '),
    /** Each has another. */
    CHANGED('|'),
    /** Only the first has it. */
    ONLY_LEFT('<'),
    /** Only the second has it. */
    ONLY_RIGHT('>');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    char sign() {
      return sign;
    }
  }

  /** Lays two texts side by side. */
  static List<DiffRow> between(List<String> left, List<String> right) {
    List<DiffRow> rows = new ArrayList<>();
    for (AbstractDelta<String> delta : DiffUtils.diff(left, right, true).getDeltas()) {
      add(delta, rows);
    }
    return rows;
  }

  private static void add(AbstractDelta<String> delta, List<DiffRow> rows) {
    List<String> left = delta.getSource().getLines();
    List<String> right = delta.getTarget().getLines();
    int both = Math.min(left.size(), right.size());
    Kind kind = delta.getType() == DeltaType.EQUAL ? Kind.ALIKE : Kind.CHANGED;
    for (int i = 0; i < both; i++) {
      rows.add(new DiffRow(kind, left.get(i), right.get(i)));
    }
    left.stream().skip(both).forEach(line -> rows.add(new DiffRow(Kind.ONLY_LEFT, line, null)));
    right.stream().skip(both).forEach(line -> rows.add(new DiffRow(Kind.ONLY_RIGHT, null, line)));
  }
}
