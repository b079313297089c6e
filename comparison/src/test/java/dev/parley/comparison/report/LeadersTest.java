// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadersTest {

  @Test
  void aWideIntervalAloneBringsNobodyForward() {
    Leaders leaders =
        leaders(
            "messagesPerSecond",
            ratio("a", 1.9, 2, 2.1),
            ratio("b", 1.8, 1.95, 2),
            ratio("c", 0.2, 0.9, 3),
            ratio("d", 0.9, 1, 1.1),
            ratio("e", 0.9, 1, 1.1));

    assertThat(leaders).isEqualTo(new Leaders(false, List.of("a", "b")));
  }

  @Test
  void lessIsBetterOfTimes() {
    assertThat(leaders("p99", ratio("a", 0.4, 0.5, 0.6), ratio("b", 2, 2, 2)))
        .isEqualTo(new Leaders(true, List.of("a")));
  }

  @Test
  void nobodyLeadsWhereAllAreAlike() {
    assertThat(leaders("p99", ratio("a", 0.9, 1, 1.1), ratio("b", 0.9, 1, 1.1)).subjects())
        .isEmpty();
  }

  @Test
  void nobodyLeadsInWhatDiffersBetweenAServerAndItself() {
    Comparison all = Fields.ofRatios("p99", ratio("a", 0.4, 0.5, 0.6), ratio("b", 2, 2, 2));
    var unlike = new Ratio("w2", "p99", "again", "nio", 3, 2.5, 2, 3, true);
    var alike = new Ratio("w2", "p99", "again", "nio", 3, 1, 0.9, 1.1, false);
    var otherFigure = new Ratio("w2", "serverMicros", "again", "nio", 3, 2.5, 2, 3, true);

    assertThat(leaders(Fields.twice(all, unlike), "p99").subjects()).isEmpty();
    assertThat(leaders(Fields.twice(all, alike), "p99").subjects()).containsExactly("a");
    assertThat(leaders(Fields.twice(all, otherFigure), "p99").subjects()).containsExactly("a");
  }

  @Test
  void nobodyLeadsAfterTwoBlocks() {
    var twoBlocks = new Ratio("w2", "", "a", "nio", 2, 2, 2, 2, false);

    assertThat(leaders("messagesPerSecond", twoBlocks).subjects()).isEmpty();
  }

  private static Leaders leaders(Comparison all, String figure) {
    return Leaders.of(all, all.workloads().getFirst(), figure);
  }

  private static Leaders leaders(String figure, Ratio... ratios) {
    return leaders(Fields.ofRatios(figure, ratios), figure);
  }

  private static Ratio ratio(String subject, double low, double median, double high) {
    return new Ratio("w2", "", subject, "nio", 3, median, low, high, true);
  }
}
