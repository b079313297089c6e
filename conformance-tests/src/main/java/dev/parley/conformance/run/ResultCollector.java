// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.stage.Settings;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.verdict.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what scenarios throw into verdicts. Thread-safe: they may play side by side. */
final class ResultCollector {

  private final Target target;
  private final Settings settings;
  private final ExpectedFailures expected;
  private final RunListener progress;
  private final List<ScenarioResult> results = new ArrayList<>();

  ResultCollector(
      Target target, Settings settings, ExpectedFailures expected, RunListener progress) {
    this.target = target;
    this.settings = settings;
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

  /** A scenario begins. */
  synchronized void started(ScenarioInfo scenario) {
    progress.started(scenario);
  }

  /** A scenario has ended, with what it has thrown if it did. */
  synchronized void finished(ScenarioInfo scenario, @Nullable Throwable thrown, long millis) {
    ScenarioResult judged = expected.judge(result(scenario, thrown, millis));
    results.add(judged);
    progress.finished(judged);
  }

  private ScenarioResult result(ScenarioInfo scenario, @Nullable Throwable thrown, long millis) {
    return switch (thrown) {
      case null -> result(scenario, Verdict.PASSED, "", "", millis);
      case NotApplicable none ->
          result(scenario, Verdict.NOT_APPLICABLE, String.valueOf(none.getMessage()), "", millis);
      case ConformanceFailure failure ->
          result(
              scenario, Verdict.FAILED, brief(failure.story()), "" + failure.getMessage(), millis);
      default -> result(scenario, Verdict.INCONCLUSIVE, brief(thrown), stack(thrown), millis);
    };
  }

  private ScenarioResult result(
      ScenarioInfo scenario, Verdict verdict, String reason, String text, long millis) {
    String reproduce =
        "%s --only %s %s".formatted(target.command(), scenario.id(), settings.options());
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
}
