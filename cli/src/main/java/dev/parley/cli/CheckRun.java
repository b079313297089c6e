// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.CombinedRun;
import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.run.Rounds;
import dev.parley.conformance.run.RunListener;
import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.run.TargetUnreachableException;
import dev.parley.conformance.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Runs the scenarios against all targets side by side, and may be stopped by another thread. */
final class CheckRun {

  private final List<Target> targets;
  private final UnaryOperator<ConformanceRun> setup;
  private final int jobs;
  private final long seed;
  private final Progress progress;
  private final Map<Target, Rounds> rounds = new HashMap<>();
  private final Map<Target, List<ScenarioResult>> current = new HashMap<>();
  private boolean ended;

  /**
   * Makes the run.
   *
   * @param setup what is to be said of the run of each target, besides its seed
   * @param jobs how many scenarios of all targets may play at the same time
   * @param seed the first round's; each round has the next one
   */
  CheckRun(
      List<Target> targets,
      UnaryOperator<ConformanceRun> setup,
      int jobs,
      long seed,
      Progress progress) {
    this.targets = targets;
    this.setup = setup;
    this.jobs = jobs;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Runs everything; blocks until it has ended or was stopped.
   *
   * @param times how many rounds there are
   * @return false if it was stopped
   * @throws TargetUnreachableException if there is nothing to judge
   */
  boolean run(int times) throws TargetUnreachableException {
    progress.begin(times * runs(0).stream().mapToInt(run -> run.scenarios().size()).sum());
    try {
      for (int round = 0; round < times; round++) {
        judge(runs(round));
      }
      return end();
    } catch (TargetUnreachableException | RuntimeException e) {
      if (end()) {
        throw e;
      }
      return false; // The fault is the stop's own.
    }
  }

  private List<ConformanceRun> runs(int round) {
    return targets.stream()
        .map(target ->
            setup.apply(ConformanceRun.of(target)).seed((seed + round) & Integer.MAX_VALUE))
        .toList();
  }

  private void judge(List<ConformanceRun> runs) throws TargetUnreachableException {
    List<TargetReport> reports = new CombinedRun(runs, jobs).run(this::listener);
    for (int i = 0; i < reports.size(); i++) {
      requireAll(runs.get(i).selected().size(), reports.get(i));
    }
    keep(reports);
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
      current.computeIfAbsent(target, none -> new ArrayList<>()).add(result);
      progress.finished(target.name(), result);
    }
  }

  /** Keeps all results: progress is not told of scenarios that are about another medium. */
  private synchronized void keep(List<TargetReport> reports) {
    if (!ended) {
      current.clear();
      for (int i = 0; i < reports.size(); i++) {
        rounds.computeIfAbsent(targets.get(i), none -> new Rounds()).add(reports.get(i).results());
      }
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

  /** Returns whether there is anything to tell. */
  synchronized boolean hasResults() {
    return !rounds.isEmpty();
  }

  /** Returns what is done so far: of several rounds the worst. */
  synchronized List<TargetReport> results() {
    return targets.stream().map(this::report).toList();
  }

  private TargetReport report(Target target) {
    return TargetReport.of(target, seed, soFar(target).worst());
  }

  /** Returns the scenarios of each target, by its name, that failed in some rounds only. */
  synchronized Map<String, List<Rounds.Flake>> flakes() {
    Map<String, List<Rounds.Flake>> flakes = new LinkedHashMap<>();
    targets.forEach(target -> flakes.put(target.name(), soFar(target).flakes()));
    return flakes;
  }

  /** Counts a round that was stopped too: without it, an interrupted check would tell nothing. */
  private Rounds soFar(Target target) {
    Rounds whole = rounds.computeIfAbsent(target, none -> new Rounds());
    List<ScenarioResult> stopped = current.remove(target);
    if (ended && stopped != null) {
      whole.add(stopped);
    }
    return whole;
  }
}
