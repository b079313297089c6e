// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {

  @Test
  void saysWhatEachIsFirstIn() {
    List<Advice.Line> lines = Advice.of(Fields.of("pool", false));

    assertThat(lines.getFirst().choose())
        .isEqualTo(
            "Choose it when you want the highest throughput at w2 and the least memory for an idle"
                + " connection (1.0 KiB).");
    assertThat(lines.getLast().choose())
        .isEqualTo(
            "Choose it when you want the least processor time for a message at w2 and the fewest"
                + " lines of source (509).");
  }

  @Test
  void callsNobodyTheFastestWhereTheGeneratorWasTheLimit() {
    assertThat(Advice.of(Fields.of("pool", true)).getFirst().choose())
        .isEqualTo("Choose it when you want the least memory for an idle connection (1.0 KiB).");
  }

  @Test
  void saysHowOneFailsAndWhatItsClientsFeel() {
    List<Advice.Line> lines = Advice.of(Fields.of("pool", false));

    assertThat(lines.getFirst().cautions()).isEmpty();
    assertThat(lines.getLast().cautions())
        .containsExactly(
            "It ends at 1 connection: no answer, said pool.",
            "Beside clients that send byte by byte, a client's p99 is 20.0 ms instead of 1.0 ms.",
            "Beside clients that never read, 7 requests had no answer.");
  }

  @Test
  void comparesNothingWithNothing() {
    assertThat(Advice.of(Examples.bare())).isEmpty();
    assertThat(Advice.of(Examples.full()).getFirst().choose())
        .isEqualTo("Choose it when TCP is what you need: nothing else of its kind was measured.");
  }

  @Test
  void joinsWords() {
    assertThat(Words.list(List.of())).isEmpty();
    assertThat(Words.list(List.of("a"))).isEqualTo("a");
    assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
