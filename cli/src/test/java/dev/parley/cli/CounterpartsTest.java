// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CounterpartsTest {

  private static final SourceFile SHARED = source("a.Shared", "");

  @Test
  void pairsByRoleByNameAndByTheFirstWord() {
    var counterparts =
        Counterparts.of(
            List.of(
                SHARED,
                source("a.OldServer", "implements Server"),
                source("a.Clock", ""),
                source("a.TimedSocket", ""),
                source("a.Deadline", "")),
            List.of(
                source("b.TimedChannel", ""),
                source("b.Clock", ""),
                SHARED,
                source("b.Loop", ""),
                source("b.NewServer", "implements Server")));

    assertThat(counterparts.pairs())
        .extracting(SourcePair::title)
        .containsExactly("OldServer / NewServer", "Clock", "TimedSocket / TimedChannel");
    assertThat(counterparts.same()).containsExactly(SHARED);
    assertThat(counterparts.onlyLeft())
        .extracting(SourceFile::simpleName)
        .containsExactly("Deadline");
    assertThat(counterparts.onlyRight()).extracting(SourceFile::simpleName).containsExactly("Loop");
  }

  @Test
  void pairsNothingThatIsAmbiguous() {
    var counterparts =
        Counterparts.of(
            List.of(
                source("a.TimedOne", ""),
                source("a.TimedTwo", ""),
                source("a.Plain", "implements X")),
            List.of(source("b.TimedThree", ""), source("b.Simple", "implements X")));

    assertThat(counterparts.pairs()).isEmpty();
    assertThat(counterparts.onlyLeft()).hasSize(3);
    assertThat(counterparts.onlyRight()).hasSize(2);
  }

  @Test
  void countsEveryLineOnce() {
    var counterparts =
        Counterparts.of(
            List.of(SHARED, source("a.Clock", ""), source("a.Deadline", "")),
            List.of(SHARED, source("b.Clock", "// more"), source("b.Loop", "")));

    assertThat(counterparts.size()).isEqualTo(new DiffSize(3, 1, 2, 2));
  }

  private static SourceFile source(String className, String rest) {
    String name = className.substring(2);
    return new SourceFile(className, "class %s %s {\n}\n".formatted(name, rest));
  }
}
