// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {

  @Test
  void anIntervalOfFewBlocksIsAllThatWasSeen() {
    assertThat(run(3).intervalInWords()).startsWith("range").contains("75 %");
    assertThat(run(5).intervalInWords()).contains("94 %");
    assertThat(run(9).intervalInWords()).isEqualTo("interval of 95 %");
  }

  private static Run run(int blocks) {
    return new Run("2026-01-01T00:00:00Z", 1, true, true, 1, blocks, blocks, 1, 1, List.of());
  }
}
