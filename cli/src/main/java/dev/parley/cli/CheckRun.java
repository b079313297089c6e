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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the scenarios against several targets: those of one target one after the other, a few
 * targets at the same time. May be stopped by another thread.
 */
final class CheckRun {

  private final List<Target> targets;
  private final List<String> patterns;
  private final long seed;
  private final Progress progress;
  private final int scenarios;
  private final Map<Target, List<ScenarioResult>> results = new HashMap<>();
  private boolean stopped;

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
   * @param atOnce how many targets are judged at the same time
   * @throws TargetUnreachableException if there is nothing to judge
   */
  void run(int atOnce) throws TargetUnreachableException, InterruptedException {
    progress.begin(targets.size() * scenarios);
    try (ExecutorService judges = Executors.newFixedThreadPool(atOnce)) {
      List<Future<TargetReport>> reports = new ArrayList<>();
      targets.forEach(target -> reports.add(judges.submit(() -> judge(target))));
      for (Future<TargetReport> report : reports) {
        requireComplete(report);
      }
    } finally {
      end();
    }
  }

  private TargetReport judge(Target target) throws TargetUnreachableException {
    return ConformanceRun.of(target).only(patterns).seed(seed).run(listener(target));
  }

  /** A run that lost a scenario on the way must not look like one in which all have passed. */
  private void requireComplete(Future<TargetReport> report)
      throws TargetUnreachableException, InterruptedException {
    try {
      int judged = report.get().results().size();
      if (judged != scenarios) {
        throw new IllegalStateException("%d of %d scenarios were run".formatted(judged, scenarios));
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TargetUnreachableException unreachable) {
        throw unreachable;
      }
      throw new IllegalStateException(e.getCause());
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
    if (!stopped) {
      progress.started(target.name(), scenario);
    }
  }

  private synchronized void finished(Target target, ScenarioResult result) {
    if (!stopped) {
      results.computeIfAbsent(target, none -> new ArrayList<>()).add(result);
      progress.finished(target.name(), result);
    }
  }

  /** Ends the programs that the suite has launched; what comes of them no longer counts. */
  void stop() {
    end();
    Descendants.end();
  }

  private synchronized void end() {
    if (!stopped) {
      stopped = true;
      progress.end();
    }
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
