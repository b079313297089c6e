// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.run.RunListener;
import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.run.TargetUnreachableException;
import dev.parley.conformance.target.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the scenarios against one target after the other, and may be stopped by another thread. */
final class CheckRun {

  private final List<Target> targets;
  private final List<String> patterns;
  private final long seed;
  private final Progress progress;
  private final int scenarios;
  private final Map<Target, List<ScenarioResult>> results = new HashMap<>();
  private boolean ended;

  CheckRun(List<Target> targets, List<String> patterns, long seed, Progress progress) {
    this.targets = targets;
    this.patterns = patterns;
    this.seed = seed;
    this.progress = progress;
    this.scenarios = Catalogue.matching(patterns).size();
  }

  /**
   * Runs everything; blocks until it has ended or was stopped.
   *
   * @param jobs how many scenarios may play at the same time
   * @return false if it was stopped
   * @throws TargetUnreachableException if there is nothing to judge
   */
  boolean run(int jobs) throws TargetUnreachableException {
    progress.begin(targets.size() * scenarios);
    try {
      for (Target target : targets) {
        judge(target, jobs);
      }
      return end();
    } catch (TargetUnreachableException | RuntimeException e) {
      if (end()) {
        throw e;
      }
      return false; // The fault is the stop's own.
    }
  }

  private void judge(Target target, int jobs) throws TargetUnreachableException {
    ConformanceRun run = ConformanceRun.of(target).only(patterns).seed(seed).jobs(jobs);
    requireAll(scenarios, run.run(listener(target)));
  }

  /** A run that lost a scenario on the way must not look like one in which all have passed. */
  static void requireAll(int scenarios, TargetReport report) {
    int judged = report.results().size();
    if (judged != scenarios) {
      throw new IllegalStateException("%d of %d scenarios were run".formatted(judged, scenarios));
    }
  }

  private RunListener listener(Target target) {
    return new RunListener() {
      @Override
      public void started(ScenarioInfo scenario) {
        CheckRun.this.started(target, scenario);
      }

      @Override
      public void finished(ScenarioResult result) {
        CheckRun.this.finished(target, result);
      }
    };
  }

  private synchronized void started(Target target, ScenarioInfo scenario) {
    if (!ended) {
      progress.started(target.name(), scenario);
    }
  }

  private synchronized void finished(Target target, ScenarioResult result) {
    if (!ended) {
      results.computeIfAbsent(target, none -> new ArrayList<>()).add(result);
      progress.finished(target.name(), result);
    }
  }

  /** Stops the run and ends what it has launched; what comes of that no longer counts. */
  void stop() {
    end();
    Descendants.end();
  }

  /** Returns whether the run comes to its end now, and not before. */
  private synchronized boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    progress.end();
    return true;
  }

  /** Returns what is done so far. */
  synchronized List<TargetReport> results() {
    return targets.stream().map(this::report).toList();
  }

  private TargetReport report(Target target) {
    List<ScenarioResult> done =
        results.getOrDefault(target, List.of()).stream()
            .sorted(Comparator.comparing(result -> result.scenario().id()))
            .toList();
    return new TargetReport(target.name(), target.transport(), seed, done);
  }
}
