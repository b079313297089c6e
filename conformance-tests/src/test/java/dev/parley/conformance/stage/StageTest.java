// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;

import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.fixture.Fault;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.protocol.Trait;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a stage makes of scenarios that end in every possible way. */
class StageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Scenarios for this test only; they cite rules at random. */
  static class Samples implements Conformance {

    @Override
    public Target target() {
      return Targets.style(new FixtureStyle());
    }

    @Scenario(id = "X01", title = "passes", rules = "R0.1")
    void passes(Stage stage) {
      stage.connect(stage.server()).ask(stage.echo(10));
    }

    @Scenario(id = "X02", title = "needs a limit", rules = "R0.1", needs = Trait.LIMIT)
    void needsLimit(Stage stage) {
      throw new IllegalStateException("not reached");
    }

    @Scenario(id = "X03", title = "is broken itself", rules = "R0.1")
    void broken(Stage stage) {
      throw new IllegalStateException("a bug of the suite");
    }

    @Scenario(id = "X04", title = "cites a rule that is not there", rules = "R99.9")
    void unknownRule(Stage stage) {
      stage.require(false, "this", "that");
    }

    @Scenario(id = "X05", title = "starts no server by hand", rules = "R0.1")
    void startFails(Stage stage) {
      RunningServer first = stage.server();
      String why = stage.requireStartFails(options -> options.address(first.address()));
      stage.require(why.contains("in use"), "an address in use", why);
      stage.requireStartFails(options -> options);
    }

    @Scenario(id = "X06", title = "plays the server", rules = "R0.1")
    void listens(Stage stage) throws IOException {
      ProbeListener listener = stage.listen();
      try (var client = new Socket(listener.address().getAddress(), listener.address().getPort())) {
        client.getOutputStream().write(stage.echo(1, 5).bytes());
        Probe probe = listener.accept();
        probe.expect(stage.echo(1, 5));
        stage.require(listener.transcripts().size() == 1, "one transcript", "another number");
      }
      listener.accept();
    }

    @Scenario(id = "X07", title = "runs one after the other", rules = "R0.1")
    void sideBySide(Stage stage) {
      var both = new CountDownLatch(2);
      Task task =
          () -> {
            both.countDown();
            both.await();
          };
      stage.sideBySide(List.of(task, task));
      stage.together(() -> {}, Samples::failsInAThread);
    }

    private static void failsInAThread() throws IOException {
      throw new IOException("in a thread");
    }

    @Scenario(id = "X08", title = "has a style", rules = "R0.1")
    void hasAStyle(Stage stage) {
      stage.require(stage.style().name().equals("fixture-none"), "the fixture", "another");
      stage.requireStarts();
      stage.requireApplicable(stage.has(Trait.LIMIT), "it has no limit");
    }

    @Scenario(id = "X09", title = "does not survive", rules = "R10.1")
    void diesAfterwards(Stage stage) {
      RunningServer server = stage.server();
      assertThatThrownBy(() -> resetUntilItDies(stage, server)).isInstanceOf(Mismatch.class);
    }

    private static void resetUntilItDies(Stage stage, RunningServer server) {
      for (int i = 0; i < 10_000; i++) {
        stage.connect(server).reset();
      }
    }

    @Scenario(id = "X10", title = "several servers", rules = "R0.1")
    void stopsByHand(Stage stage) {
      RunningServer server = stage.server(options -> options.drainTimeout(Duration.ZERO));
      stage.server();
      server.stop();
      stage.connect(server);
    }
  }

  /** The same with a target that serves one client at a time. */
  static class Sequential extends Samples {

    private static final AtomicInteger AT_ONCE = new AtomicInteger();

    @Override
    public Target target() {
      return Targets.style(new FixtureStyle(Fault.NONE, Set.of()));
    }

    @Scenario(id = "X11", title = "one after the other", rules = "R0.1")
    void oneAfterTheOther(Stage stage) {
      Task task =
          () -> {
            stage.require(AT_ONCE.incrementAndGet() == 1, "one task at a time", "two");
            AT_ONCE.decrementAndGet();
          };
      stage.sideBySide(List.of(task, task, task));
    }
  }

  static class Dying extends Samples {

    @Override
    public Target target() {
      return Targets.style(new FixtureStyle(Fault.DIES_OF_RESET));
    }
  }

  static class Unstoppable extends Samples {

    @Override
    public Target target() {
      return Targets.style(new FixtureStyle(Fault.STOP_THROWS));
    }
  }

  @Test
  void aScenarioThatHoldsPasses() {
    assertThat(thrown(Samples.class, "passes")).isNull();
    assertThat(thrown(Sequential.class, "oneAfterTheOther")).isNull();
  }

  @Test
  void aTraitThatIsMissingMakesItNotApplicable() {
    assertThat(thrown(Samples.class, "needsLimit"))
        .isInstanceOf(NotApplicable.class)
        .hasMessage("fixture-none does not declare the trait limit");
    assertThat(thrown(Samples.class, "hasAStyle"))
        .isInstanceOf(NotApplicable.class)
        .hasMessage("it has no limit");
  }

  @Test
  void aBugOfTheSuiteIsNoFailureOfTheTarget() {
    assertThat(thrown(Samples.class, "broken"))
        .isInstanceOf(HarnessFault.class)
        .hasMessageContaining("the scenario itself is broken")
        .hasRootCauseMessage("a bug of the suite");
    assertThat(thrown(Samples.class, "sideBySide"))
        .isInstanceOf(HarnessFault.class)
        .hasRootCauseMessage("in a thread");
  }

  @Test
  void aStartThatSucceedsAgainstExpectationFails() {
    assertThat(thrown(Samples.class, "startFails"))
        .isInstanceOf(ConformanceFailure.class)
        .hasMessageContaining("a start that fails");
  }

  @Test
  void aClientThatDoesNotComeFails() {
    // It waits in vain, and so for all of its patience.
    assertThat(thrown(Samples.class, "listens", Duration.ofMillis(500)))
        .isInstanceOf(ConformanceFailure.class)
        .hasMessageContaining("a client that connects");
  }

  @Test
  void aServerThatDoesNotSurviveFails() {
    assertThat(thrown(Dying.class, "diesAfterwards"))
        .isInstanceOf(ConformanceFailure.class)
        .hasMessageContaining("X09 does not survive - failed by fixture-dies_of_reset")
        .hasMessageContaining("R10.1 A fault of one connection")
        .hasMessageContaining("--only X09 --seed 7");
  }

  @Test
  void aServerThatCannotBeStoppedFails() {
    assertThat(thrown(Unstoppable.class, "passes"))
        .isInstanceOf(ConformanceFailure.class)
        .hasMessageContaining("a stop that threw");
  }

  @Test
  void aServerThatWasStoppedIsNotAskedToServe() {
    assertThat(thrown(Samples.class, "stopsByHand"))
        .isInstanceOf(ConformanceFailure.class)
        .hasMessageContaining("a connection to 127.0.0.1:");
  }

  @Test
  void theNameShownIsIdAndTitle() {
    run(Samples.class, "passes", PATIENCE)
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(displayName("X01 passes"), finishedSuccessfully()));
  }

  @Test
  void aRuleThatIsNotThereIsABugOfTheSuite() {
    assertThat(thrown(Samples.class, "unknownRule"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PROTOCOL.md has no rule R99.9");
  }

  @Test
  void aSettingThatIsNoNumberIsTold() {
    Throwable thrown =
        thrown(
            EngineTestKit.engine("junit-jupiter")
                .configurationParameter(Settings.SEED, "x")
                .selectors(selectMethod(Samples.class, "passes", Stage.class))
                .execute());
    assertThat(thrown).hasStackTraceContaining("parley.seed must be a whole number");
  }

  private static @Nullable Throwable thrown(Class<?> samples, String method) {
    return thrown(samples, method, PATIENCE);
  }

  private static @Nullable Throwable thrown(Class<?> samples, String method, Duration patience) {
    return thrown(run(samples, method, patience));
  }

  private static @Nullable Throwable thrown(EngineExecutionResults results) {
    List<TestExecutionResult> ends =
        results.testEvents().finished().stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .toList();
    assertThat(ends).hasSize(1);
    return ends.getFirst().getThrowable().orElse(null);
  }

  private static EngineExecutionResults run(Class<?> samples, String method, Duration patience) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter(Settings.SEED, "7")
        .configurationParameter(Settings.PATIENCE_MS, Long.toString(patience.toMillis()))
        .selectors(selectMethod(samples, method, Stage.class))
        .execute();
  }
}
