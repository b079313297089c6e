// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Samples.report;
import static dev.parley.cli.Samples.result;
import static dev.parley.conformance.verdict.Verdict.EXPECTED_FAILURE;
import static dev.parley.conformance.verdict.Verdict.FAILED;
import static dev.parley.conformance.verdict.Verdict.INCONCLUSIVE;
import static dev.parley.conformance.verdict.Verdict.NOT_APPLICABLE;
import static dev.parley.conformance.verdict.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConclusionTest {

  @Test
  void isGreenWhenAllThatAppliesPassed() {
    assertThat(of(PASSED, NOT_APPLICABLE, PASSED).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(of(PASSED, NOT_APPLICABLE, PASSED))
        .hasToString("2 run: 2 passed, 0 failed, 0 inconclusive; 1 not applicable.");
  }

  @Test
  void failureBeatsInconclusive() {
    assertThat(of(PASSED, INCONCLUSIVE).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(of(PASSED, INCONCLUSIVE, FAILED).exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(of(INCONCLUSIVE, FAILED, PASSED))
        .hasToString("3 run: 1 passed, 1 failed, 1 inconclusive; 0 not applicable.");
  }

  @Test
  void whatFailsAsExpectedIsGreenAndCounted() {
    assertThat(of(EXPECTED_FAILURE).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(of(EXPECTED_FAILURE, FAILED).exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(of(EXPECTED_FAILURE, PASSED))
        .hasToString(
            "2 run: 1 passed, 0 failed, 0 inconclusive, 1 failed as expected; 0 not applicable.");
  }

  @Test
  void nothingRunIsNeverGreen() {
    assertThat(of().exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(of()).hasToString("Nothing was run.");
    assertThat(of(NOT_APPLICABLE).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(of(NOT_APPLICABLE)).hasToString("Nothing was run: no scenario is applicable.");
  }

  @Test
  void countsAllTargets() {
    var conclusion =
        new Conclusion(
            List.of(report("a", result("F01", PASSED)), report("b", result("F01", FAILED))));

    assertThat(conclusion.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  private static Conclusion of(Verdict... verdicts) {
    return new Conclusion(
        Arrays.stream(verdicts).map(verdict -> report("a", result("F01", verdict))).toList());
  }
}
