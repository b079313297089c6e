// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.verdict.HarnessFault;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  private static final Settings SETTINGS = new Settings(7, Duration.ofMillis(500));
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void playsAScenarioWithoutJUnit() throws Exception {
    assertThatCode(() -> play(new StageTest.Samples(), "passes", LIMIT)).doesNotThrowAnyException();
  }

  @Test
  void aFailureSaysHowToPlayItJustSoAgain() {
    assertThatThrownBy(() -> play(new Samples(), "fails", LIMIT))
        .isInstanceOf(ConformanceFailure.class)
        .hasMessageContaining("fixture-none --only X12 --seed 7 --time-scale 0.1");
    assertThat(new Settings(7, Settings.PATIENCE).options()).isEqualTo("--seed 7");
  }

  @Test
  void aServerThatNeverReturnsIsToldWithThePlace() {
    assertThatThrownBy(() -> play(new Samples(), "hangs", Duration.ofSeconds(2)))
        .isInstanceOf(HarnessFault.class)
        .hasMessageContaining("took more than")
        .hasStackTraceContaining("PerformanceTest$Samples.hangs");
    Samples.NEVER.countDown();
  }

  private static void play(Conformance scenarios, String name, Duration limit) throws Exception {
    Method scenario = scenarios.getClass().getDeclaredMethod(name, Stage.class);
    Performance.of(scenarios, scenario, SETTINGS, limit);
  }

  /** Two more. */
  static class Samples extends StageTest.Samples {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Scenario(id = "X12", title = "fails", rules = "R0.1")
    void fails(Stage stage) {
      stage.require(false, "this", "that");
    }

    @Scenario(id = "X13", title = "hangs", rules = "R0.1")
    void hangs(Stage stage) throws InterruptedException {
      NEVER.await();
    }
  }
}
