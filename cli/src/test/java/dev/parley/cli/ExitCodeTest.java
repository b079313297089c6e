// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Scripts depend on the numbers: they stay as they are. */
class ExitCodeTest {

  @Test
  void areThoseThatTheHelpTells() {
    assertThat(parley("check", "--help").out().replaceAll(" +", " "))
        .contains(
            row(ExitCode.OK, "all that applies passed"),
            row(ExitCode.FAILED, "something failed"),
            row(ExitCode.INCONCLUSIVE, "inconclusive"),
            row(ExitCode.USAGE, "wrong usage"),
            row(ExitCode.UNAVAILABLE, "the target does not answer"),
            row(ExitCode.INTERRUPTED, "interrupted"));
  }

  @Test
  void areThoseOfTheContract() {
    assertThat(new int[] {ExitCode.OK, ExitCode.FAILED, ExitCode.INCONCLUSIVE})
        .containsExactly(0, 1, 2);
    assertThat(new int[] {ExitCode.USAGE, ExitCode.UNAVAILABLE, ExitCode.BUG})
        .containsExactly(64, 69, 70);
    assertThat(ExitCode.INTERRUPTED).isEqualTo(130);
  }

  private static String row(int code, String meaning) {
    return "\n %d %s".formatted(code, meaning);
  }
}
