// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RatiosTest {

  @Test
  void figuresAreComparedWithinABlock() {
    // The whole machine was twice as fast in the second block.
    Cell subject = cell("a", rate(0, 200), rate(1, 400), rate(2, 200));
    Cell baseline = cell("b", rate(0, 100), rate(1, 200), rate(2, 100));

    Ratio ratio = throughput(subject, baseline);

    assertThat(ratio).isEqualTo(new Ratio("w2", "messagesPerSecond", "a", "b", 3, 2, 2, 2, true));
  }

  @Test
  void aBlockThatOnlyOneHasIsLeftOut() {
    Cell subject = cell("a", rate(0, 200), rate(2, 400));
    Cell baseline = cell("b", rate(1, 100), rate(2, 100));

    assertThat(throughput(subject, baseline).blocks()).isEqualTo(1);
    assertThat(throughput(subject, baseline).median()).isEqualTo(4);
    assertThat(new Ratios(1).of(subject, cell("c", rate(7, 1)))).isEmpty();
  }

  @Test
  void aTrifleIsNoDifference() {
    Cell baseline = cell("b", rate(0, 100), rate(1, 100), rate(2, 100));

    assertThat(throughput(cell("a", rate(0, 102), rate(1, 102), rate(2, 102)), baseline).differs())
        .isFalse();
    assertThat(throughput(cell("a", rate(0, 90), rate(1, 120), rate(2, 115)), baseline).differs())
        .isFalse();
    assertThat(throughput(cell("a", rate(0, 90), rate(1, 92), rate(2, 91)), baseline).differs())
        .isTrue();
  }

  @Test
  void twoBlocksSayNothing() {
    Cell baseline = cell("b", rate(0, 100), rate(1, 100));

    assertThat(throughput(cell("a", rate(0, 300), rate(1, 300)), baseline).differs()).isFalse();
  }

  @Test
  void figuresThatAreMissingAreNotCompared() {
    Cell subject = cell("a", rate(0, 200));

    assertThat(new Ratios(1).of(subject, subject))
        .extracting(Ratio::figure)
        .containsExactly("messagesPerSecond");
    assertThat(new Ratios(1).of(cell("a", sample(0, 1, 2.5)), cell("b", sample(0, 1, 5.0))))
        .extracting(Ratio::figure, Ratio::median)
        .contains(tuple("serverMicros", 0.5));
  }

  private static Ratio throughput(Cell subject, Cell baseline) {
    return new Ratios(1)
        .of(subject, baseline).stream()
            .filter(ratio -> ratio.figure().equals("messagesPerSecond"))
            .findFirst()
            .orElseThrow();
  }

  private static Cell cell(String subject, Sample... samples) {
    return Cell.of("w2", subject, new ArrayList<>(List.of(samples)));
  }

  private static Sample rate(int block, double messagesPerSecond) {
    return sample(block, messagesPerSecond, null);
  }

  private static Sample sample(int block, double messagesPerSecond, @Nullable Double serverMicros) {
    return new Sample(
        block,
        1,
        1,
        messagesPerSecond,
        0,
        0,
        serverMicros,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
