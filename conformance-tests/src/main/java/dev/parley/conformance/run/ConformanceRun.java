// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.stage.Settings;
import dev.parley.conformance.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Runs scenarios against one target. Immutable. */
public final class ConformanceRun {

  /** How many scenarios play at the same time, unless told: they mostly wait. */
  public static final int JOBS = 12;

  private final Target target;
  private final Settings settings;
  private final Selection selection;
  private final ExpectedFailures expected;
  private final int jobs;

  private ConformanceRun(
      Target target, Settings settings, Selection selection, ExpectedFailures expected, int jobs) {
    this.target = target;
    this.settings = settings;
    this.selection = selection;
    this.expected = expected;
    this.jobs = jobs;
  }

  /** Returns the run of all scenarios against a target, with a seed of its own. */
  public static ConformanceRun of(Target target) {
    var settings =
        new Settings(ThreadLocalRandom.current().nextLong(1_000_000_000), Settings.PATIENCE);
    return new ConformanceRun(target, settings, Selection.ALL, ExpectedFailures.NONE, JOBS);
  }

  /** Returns this run with only the scenarios that match; see {@link Catalogue#matching}. */
  public ConformanceRun only(List<String> patterns) {
    return select(new Selection(patterns, selection.skip()));
  }

  /** Returns this run with another choice of scenarios. */
  public ConformanceRun select(Selection selection) {
    return new ConformanceRun(target, settings, selection, expected, jobs);
  }

  /** Returns this run with failures that are known. */
  public ConformanceRun expect(ExpectedFailures expected) {
    return new ConformanceRun(target, settings, selection, expected, jobs);
  }

  /** Returns this run with another seed. */
  public ConformanceRun seed(long seed) {
    var seeded = new Settings(seed, settings.patience());
    return new ConformanceRun(target, seeded, selection, expected, jobs);
  }

  /** Returns this run with another time to wait for what must come; 5 s unless told. */
  public ConformanceRun patience(Duration patience) {
    var patient = new Settings(settings.seed(), patience);
    return new ConformanceRun(target, patient, selection, expected, jobs);
  }

  /**
   * Returns this run with another number of scenarios that may play at the same time, each with a
   * server of its own; {@link #JOBS} unless told. Against a server that already runs it is always
   * 1.
   */
  public ConformanceRun jobs(int jobs) {
    return new ConformanceRun(target, settings, selection, expected, jobs);
  }

  /** Returns the scenarios that it would run: those that match, and are about what carries it. */
  public List<ScenarioInfo> scenarios() {
    return selected().stream().filter(this::isOfItsMedium).toList();
  }

  /** Returns the scenarios of its report: those that match, and judge such as the target. */
  public List<ScenarioInfo> selected() {
    return selection.scenarios().stream()
        .filter(scenario -> scenario.medium().judges(target))
        .toList();
  }

  private boolean isOfItsMedium(ScenarioInfo scenario) {
    return scenario.medium().isOf(target);
  }

  /**
   * Runs the scenarios: {@link Catalogue#SANITY} first, the others in an order that is drawn from
   * the seed. In the report are also those that match and are about another medium, as not
   * applicable; nobody waits for them, and so {@code progress} is not told of them.
   *
   * @param progress is told of one event at a time
   * @throws TargetUnreachableException if there is nothing to judge
   */
  public TargetReport run(RunListener progress) throws TargetUnreachableException {
    return new CombinedRun(List.of(this), jobs).run(_ -> progress).getFirst();
  }

  // ---- for those who play it

  Target target() {
    return target;
  }

  Settings settings() {
    return settings;
  }

  ResultCollector collector(RunListener progress) {
    return new ResultCollector(target, settings, expected, progress);
  }

  TargetReport report(ResultCollector collector) {
    selected().stream().filter(scenario -> !isOfItsMedium(scenario)).forEach(collector::leaveOut);
    return TargetReport.of(target, settings.seed(), collector.results());
  }
}
