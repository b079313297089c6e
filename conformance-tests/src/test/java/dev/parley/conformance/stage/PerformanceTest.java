// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  private static final Settings SETTINGS = new Settings(7, Duration.ofMillis(500));

  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void playsAScenarioWithoutJUnit() throws Exception {
    assertThatCode(() -> play("passes", Duration.ofSeconds(20))).doesNotThrowAnyException();
  }

  @Test
  void aFailureSaysHowToPlayItJustSoAgain() {
    assertThatThrownBy(() -> play("fails", Duration.ofSeconds(20)))
        .isInstanceOf(ConformanceFailure.class)
        .hasMessageContaining("fixture-none --only X02 --seed 7 --time-scale 0.1");
    assertThat(new Settings(7, Settings.PATIENCE).options()).isEqualTo("--seed 7");
  }

  @Test
  void aServerThatNeverReturnsIsToldWithThePlace() {
    assertThatThrownBy(() -> play("hangs", Duration.ofMillis(200)))
        .isInstanceOf(HarnessFault.class)
        .hasMessageContaining("took more than")
        .hasStackTraceContaining("PerformanceTest$Samples.hangs");
    never.countDown();
  }

  private void play(String method, Duration limit) throws Exception {
    var scenario = Samples.class.getDeclaredMethod(method, Stage.class);
    Performance.of(new Samples(never), scenario, SETTINGS, limit);
  }

  /** Scenarios for this test only. */
  record Samples(CountDownLatch never) implements Conformance {

    @Override
    public Target target() {
      return Targets.style(new FixtureStyle());
    }

    @Scenario(id = "X01", title = "passes", rules = "R0.1")
    void passes(Stage stage) {
      stage.connect(stage.server()).ask(stage.echo(10));
    }

    @Scenario(id = "X02", title = "fails", rules = "R0.1")
    void fails(Stage stage) {
      stage.require(false, "this", "that");
    }

    @Scenario(id = "X03", title = "hangs", rules = "R0.1")
    void hangs(Stage stage) throws InterruptedException {
      never.await();
    }
  }
}
