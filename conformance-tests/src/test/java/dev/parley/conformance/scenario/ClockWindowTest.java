// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockWindowTest {

  private static final Duration CLOCK = Duration.ofMillis(400);

  @Test
  void blamesTheServerWhileTheSuiteIsEarly() {
    assertThatCode(() -> ClockWindow.requireStoppedEarly(CLOCK, 0, 299_999_999))
        .doesNotThrowAnyException();
  }

  @Test
  void takesTheBlameWhereTheServerMayHaveSeenItTooLate() {
    assertThatThrownBy(() -> ClockWindow.requireStoppedEarly(CLOCK, 0, 300_000_000))
        .isInstanceOf(HarnessFault.class)
        .hasMessageContaining("a pause of less than 300 ms took 300 ms");
  }
}
