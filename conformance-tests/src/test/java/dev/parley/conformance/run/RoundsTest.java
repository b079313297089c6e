// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void theWorstOfSeveralVerdictsCounts() {
    Rounds rounds = rounds(Verdict.PASSED, Verdict.INCONCLUSIVE, Verdict.PASSED);

    assertThat(rounds.worst()).containsExactly(result(Verdict.INCONCLUSIVE));
    assertThat(rounds.flakes()).isEmpty();
  }

  @Test
  void whatFailsNowAndThenIsNamedWithItsRate() {
    Rounds rounds = rounds(Verdict.PASSED, Verdict.FAILED, Verdict.FAILED, Verdict.PASSED);

    assertThat(rounds.flakes())
        .singleElement()
        .satisfies(flake -> assertThat(flake.scenario().id()).isEqualTo("F01"))
        .satisfies(flake -> assertThat(flake.rate()).isEqualTo("2 of 4 runs"));
    assertThat(rounds.worst())
        .singleElement()
        .satisfies(worst -> assertThat(worst.verdict()).isEqualTo(Verdict.FAILED))
        .satisfies(worst -> assertThat(worst.reason()).isEqualTo("in 2 of 4 runs: reason"));
  }

  @Test
  void whatAlwaysFailsIsNoFlake() {
    Rounds rounds = rounds(Verdict.FAILED, Verdict.FAILED);

    assertThat(rounds.flakes()).isEmpty();
    assertThat(rounds.worst()).containsExactly(result(Verdict.FAILED));
  }

  private static Rounds rounds(Verdict... verdicts) {
    var rounds = new Rounds();
    Arrays.stream(verdicts).forEach(verdict -> rounds.add(List.of(result(verdict))));
    return rounds;
  }

  private static ScenarioResult result(Verdict verdict) {
    ScenarioInfo first = Catalogue.matching(List.of("F01")).getFirst();
    return new ScenarioResult(first, verdict, "reason", "", 1, "./parley check x");
  }
}
