// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.target.Target;
import dev.parley.conformance.verdict.HarnessFault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Plays the scenarios of several runs at the same time, each with a server of its own: they mostly
 * wait. Their order is drawn from the first run's seed, so that none can lean on another; but
 * {@link Catalogue#SANITY} comes first, then those that take long, lest one of them is what all
 * wait for in the end, and those that must be alone last, one by one.
 */
public final class CombinedRun {

  private final List<ConformanceRun> runs;
  private final int jobs;

  /**
   * Makes the whole of these runs.
   *
   * @param runs each with another target
   * @param jobs how many scenarios of all of them may play at the same time; where a server already
   *     runs it is always 1
   */
  public CombinedRun(List<ConformanceRun> runs, int jobs) {
    this.runs = List.copyOf(runs);
    this.jobs = runs.stream().allMatch(run -> run.target().starts()) ? jobs : 1;
  }

  /**
   * Runs everything; blocks until it is done.
   *
   * @param progress returns who is told of a target's scenarios, of one event at a time
   * @return the reports, in the order of the runs
   * @throws TargetUnreachableException if one of the targets is not there; nothing is played then
   */
  public List<TargetReport> run(Function<Target, RunListener> progress)
      throws TargetUnreachableException {
    for (ConformanceRun run : runs) {
      new Reach(run.target(), run.settings().patience()).require();
    }
    List<ResultCollector> collectors =
        runs.stream().map(run -> run.collector(progress.apply(run.target()))).toList();
    List<Play> plays = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      plays.addAll(Play.of(runs.get(i), collectors.get(i)));
    }
    play(inOrder(plays));
    List<TargetReport> reports = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      reports.add(runs.get(i).report(collectors.get(i)));
    }
    return reports;
  }

  private List<Play> inOrder(List<Play> plays) {
    Collections.shuffle(plays, new Random(runs.getFirst().settings().seed()));
    plays.sort(
        Comparator.comparing((Play play) -> !Catalogue.SANITY.contains(play.scenario().id()))
            .thenComparing(play -> !play.scenario().slow()));
    return plays;
  }

  private void play(List<Play> plays) {
    play(plays.stream().filter(play -> !play.scenario().alone()).toList(), jobs);
    play(plays.stream().filter(play -> play.scenario().alone()).toList(), 1);
  }

  private static void play(List<Play> plays, int jobs) {
    try (ExecutorService stages =
        Executors.newFixedThreadPool(
            jobs, Thread.ofPlatform().daemon().name("parley-suite-play-", 0).factory())) {
      for (Future<?> end : plays.stream().map(play -> stages.submit(play::play)).toList()) {
        end.get();
      }
    } catch (ExecutionException e) {
      throw new HarnessFault("JUnit could not run the scenarios", e.getCause());
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while scenarios ran", e);
    }
  }
}
