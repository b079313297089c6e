// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.stage.Performance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One scenario against one target. Played as JUnit's extension plays it, but without JUnit: to look
 * for one method among all scenarios took it longer than many a scenario takes.
 */
record Play(ConformanceRun run, ScenarioInfo scenario, ResultCollector collector) {

  /** Returns all plays of a run. */
  static List<Play> of(ConformanceRun run, ResultCollector collector) {
    return run.scenarios().stream().map(scenario -> new Play(run, scenario, collector)).toList();
  }

  /** Blocks until the scenario has ended. Its time begins now, not when it was planned. */
  void play() {
    collector.started(scenario);
    long start = System.nanoTime();
    Throwable thrown = perform();
    collector.finished(scenario, thrown, (System.nanoTime() - start) / 1_000_000);
  }

  private @Nullable Throwable perform() {
    try {
      Performance.of(new CommandRun(run.target()), scenario.method(), run.settings());
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }
}
