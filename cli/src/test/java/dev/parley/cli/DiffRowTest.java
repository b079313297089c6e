// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.DiffRow.Kind.ALIKE;
import static dev.parley.cli.DiffRow.Kind.CHANGED;
import static dev.parley.cli.DiffRow.Kind.ONLY_LEFT;
import static dev.parley.cli.DiffRow.Kind.ONLY_RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiffRowTest {

  @Test
  void laysTextsSideBySide() {
    List<DiffRow> rows =
        DiffRow.between(
            List.of("a", "gone", "b", "one", "left over", "c"),
            List.of("a", "b", "other", "c", "new"));

    assertThat(rows)
        .containsExactly(
            new DiffRow(ALIKE, "a", "a"),
            new DiffRow(ONLY_LEFT, "gone", null),
            new DiffRow(ALIKE, "b", "b"),
            new DiffRow(CHANGED, "one", "other"),
            new DiffRow(ONLY_LEFT, "left over", null),
            new DiffRow(ALIKE, "c", "c"),
            new DiffRow(ONLY_RIGHT, null, "new"));
    assertThat(DiffSize.of(rows)).isEqualTo(new DiffSize(3, 1, 2, 1));
    assertThat(DiffSize.of(rows).different()).isEqualTo(4);
  }
}
