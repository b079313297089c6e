// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.failure.Causes;
import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.failure.Rules;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.wire.Culprit;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Hex;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Transcript;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of a scenario: plays it, proves that the server survived, clears up, and judges. */
public final class Performance {

  /** What is played. */
  interface Play {
    void run() throws Throwable;
  }

  private final Stage stage;

  Performance(Stage stage) {
    this.stage = stage;
  }

  /**
   * Plays a scenario as JUnit does, for who has no JUnit to run it. Blocks until it has ended, or
   * hangs: a server in this process may never return.
   *
   * @param scenarios what inherits the scenario, and says what is judged
   * @param scenario its method
   * @throws ConformanceFailure if the target failed it
   * @throws NotApplicable if it has nothing to say about the target
   * @throws HarnessFault for anything else that goes wrong
   */
  public static void of(Conformance scenarios, Method scenario, Settings settings) {
    of(scenarios, scenario, settings, settings.budget().multipliedBy(2));
  }

  static void of(Conformance scenarios, Method scenario, Settings settings, Duration limit) {
    var annotation = Objects.requireNonNull(scenario.getAnnotation(Scenario.class));
    Stage stage = new Stage(scenarios.target(), annotation, settings);
    var performance = new Performance(stage);
    new Crew(limit, () -> {})
        .run(List.of(() -> performance.play(() -> invoke(scenarios, scenario, stage))));
  }

  private static void invoke(Conformance scenarios, Method scenario, Stage stage) throws Throwable {
    try {
      scenario.invoke(scenarios, stage);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  /**
   * Plays the scenario.
   *
   * @throws ConformanceFailure if the target failed it
   * @throws NotApplicable if it has nothing to say about the target
   * @throws HarnessFault for anything else that goes wrong: that is not the target's fault
   */
  void play(Play scenario) {
    try {
      stage.requireTraits();
      scenario.run();
      stage.requireSurvival();
      stage.props().stopServers();
    } catch (Mismatch mismatch) {
      throw failure(mismatch);
    } catch (NotApplicable | HarnessFault verdict) {
      throw verdict;
    } catch (Throwable broken) {
      throw new HarnessFault("the scenario itself is broken", broken);
    } finally {
      stage.props().clear();
    }
  }

  private ConformanceFailure failure(Mismatch mismatch) {
    Scenario scenario = stage.scenario();
    Evidence evidence = mismatch.evidence();
    Culprit culprit = mismatch.culprit();
    return new ConformanceFailure(
        new ConformanceFailure.Story(
            scenario.id(),
            scenario.title(),
            culprit == null ? stage.target().name() : culprit.name(),
            rules(culprit).map(Rules::get).toList(),
            mismatch.expected(),
            mismatch.actual(),
            evidence == null ? "" : difference(evidence),
            evidence == null ? Transcript.SUITE : evidence.transcript().legend(),
            evidence == null ? "" : evidence.transcript().toString(),
            causes(mismatch),
            stage.props().servers().stream()
                .flatMap(server -> server.lastWords().stream())
                .toList(),
            reproduce()),
        mismatch);
  }

  private Stream<String> rules(@Nullable Culprit culprit) {
    return culprit == null ? Stream.of(stage.scenario().rules()) : Stream.of(culprit.rule());
  }

  private List<String> causes(Mismatch mismatch) {
    List<String> causes = new ArrayList<>();
    stage.props().servers().stream()
        .flatMap(server -> server.crash().stream())
        .forEach(crash -> causes.add("The server crashed: " + crash + "."));
    causes.addAll(mismatch.causes());
    Evidence evidence = mismatch.evidence();
    // What bytes tell of mistakes, they tell of those of servers.
    if (evidence != null && isServers(mismatch)) {
      causes.addAll(Causes.of(evidence, stage.props().transcriptsBeside(evidence.transcript())));
    }
    return causes;
  }

  private boolean isServers(Mismatch mismatch) {
    Culprit culprit = mismatch.culprit();
    return culprit == null ? stage.target().client().isEmpty() : culprit.isServer();
  }

  private static String difference(Evidence evidence) {
    boolean different =
        evidence.expected().length() > 0
            && !evidence.silent()
            && evidence.expected().mismatch(evidence.actual()) >= 0;
    return different ? Hex.difference(evidence.expected().array(), evidence.actual().array()) : "";
  }

  private String reproduce() {
    return "%s --only %s %s"
        .formatted(stage.target().command(), stage.scenario().id(), stage.settings().options());
  }
}
