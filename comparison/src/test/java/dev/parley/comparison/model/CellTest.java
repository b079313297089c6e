// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CellTest {

  @Test
  void latenciesAreTogetherByTheirHistograms() {
    var cell = cell(Examples.sample(0, 1, 1_000), Examples.sample(1, 1, 9_000_000));

    Latency latency = Objects.requireNonNull(cell.latency());
    assertThat(latency.count()).isEqualTo(20);
    assertThat(latency.p50()).isBetween(0.99, 1.01);
    assertThat(latency.p90()).isBetween(8_990.0, 9_010.0);
    assertThat(latency.max()).isBetween(8_990.0, 9_010.0);
  }

  @Test
  void theMedianIsOfAllBlocks() {
    var odd = cell(Examples.sample(0, 30, 1), Examples.sample(1, 10, 1), Examples.sample(2, 20, 1));
    var even = cell(Examples.sample(0, 30, 1), Examples.sample(1, 10, 1));

    assertThat(odd.median(Sample::messagesPerSecond)).hasValue(20);
    assertThat(even.median(Sample::messagesPerSecond)).hasValue(20);
    assertThat(cell().median(Sample::messagesPerSecond)).isEmpty();
  }

  @Test
  void aFigureThatIsMissingHasNoMedian() {
    var sample =
        new Sample(
            0, 1, 1, 1, 0, 0, null, null, null, null, false, null, null, null, null, null, null,
            null);

    assertThat(cell(sample).median(Sample::serverMicros)).isEmpty();
    assertThat(cell(sample).latency()).isNull();
    assertThat(cell(sample).clientBound()).isFalse();
    assertThat(cell(sample, Examples.sample(1, 1, 1)).clientBound()).isTrue();
  }

  private static Cell cell(Sample... samples) {
    return Cell.of("w2", "nio", List.of(samples));
  }
}
