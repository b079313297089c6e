// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Turns JUnit's events into verdicts. Thread-safe: scenarios may play side by side. */
final class ResultCollector implements TestExecutionListener {

  private static final Map<String, ScenarioInfo> BY_METHOD =
      Catalogue.all().stream().collect(Collectors.toMap(ScenarioInfo::method, Function.identity()));

  private final Target target;
  private final long seed;
  private final ExpectedFailures expected;
  private final RunListener progress;
  private final List<ScenarioResult> results = new ArrayList<>();
  private final Map<String, Long> started = new HashMap<>();

  ResultCollector(Target target, long seed, ExpectedFailures expected, RunListener progress) {
    this.target = target;
    this.seed = seed;
    this.expected = expected;
    this.progress = progress;
  }

  synchronized List<ScenarioResult> results() {
    return results.stream().sorted(Comparator.comparing(r -> r.scenario().id())).toList();
  }

  /** Adds a scenario that cannot say anything about the target. */
  synchronized void leaveOut(ScenarioInfo scenario) {
    String reason = "it is about " + scenario.medium().label();
    results.add(result(scenario, Verdict.NOT_APPLICABLE, reason, "", 0));
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    scenario(test)
        .ifPresent(scenario -> {
          started.put(scenario.id(), System.nanoTime());
          progress.started(scenario);
        });
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult outcome) {
    Throwable thrown = outcome.getThrowable().orElse(null);
    Optional<ScenarioInfo> scenario = scenario(test);
    if (scenario.isPresent()) {
      add(result(scenario.get(), thrown));
    } else if (thrown != null) {
      throw new HarnessFault("JUnit could not run the scenarios", thrown);
    }
  }

  private void add(ScenarioResult result) {
    ScenarioResult judged = expected.judge(result);
    results.add(judged);
    progress.finished(judged);
  }

  private ScenarioResult result(ScenarioInfo scenario, @Nullable Throwable thrown) {
    return switch (thrown) {
      case null -> result(scenario, Verdict.PASSED, "", "");
      case NotApplicable reason ->
          result(scenario, Verdict.NOT_APPLICABLE, String.valueOf(reason.getMessage()), "");
      case ConformanceFailure failure ->
          result(scenario, Verdict.FAILED, brief(failure.story()), "" + failure.getMessage());
      default -> result(scenario, Verdict.INCONCLUSIVE, brief(thrown), stack(thrown));
    };
  }

  private ScenarioResult result(
      ScenarioInfo scenario, Verdict verdict, String reason, String text) {
    long start = started.getOrDefault(scenario.id(), 0L);
    return result(scenario, verdict, reason, text, (System.nanoTime() - start) / 1_000_000);
  }

  private ScenarioResult result(
      ScenarioInfo scenario, Verdict verdict, String reason, String text, long millis) {
    String reproduce = "%s --only %s --seed %d".formatted(target.command(), scenario.id(), seed);
    return new ScenarioResult(scenario, verdict, reason, text, millis, reproduce);
  }

  private static String brief(ConformanceFailure.Story story) {
    return "expected %s, but got %s"
        .formatted(String.join(", or ", story.expected()), story.actual().replace("\n", " "));
  }

  private static String brief(Throwable fault) {
    return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
  }

  private static String stack(Throwable fault) {
    var text = new StringWriter();
    fault.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Optional<ScenarioInfo> scenario(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> BY_METHOD.get(((MethodSource) source).getMethodName()));
  }
}
