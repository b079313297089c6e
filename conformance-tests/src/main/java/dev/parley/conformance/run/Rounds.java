// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The results of one target in several runs, and which scenarios could not make up their mind. */
public final class Rounds {

  /** Of several verdicts the worst one counts. */
  private static final List<Verdict> WORST_FIRST =
      List.of(
          Verdict.FAILED,
          Verdict.INCONCLUSIVE,
          Verdict.EXPECTED_FAILURE,
          Verdict.PASSED,
          Verdict.NOT_APPLICABLE);

  /**
   * A scenario that failed in some runs and not in others.
   *
   * @param scenario which one
   * @param failed in how many runs it failed
   * @param runs in how many it was judged
   */
  public record Flake(ScenarioInfo scenario, int failed, int runs) {

    /** Returns the rate as people say it: {@code 2 of 5 runs}. */
    public String rate() {
      return "%d of %d runs".formatted(failed, runs);
    }
  }

  private final Map<String, List<ScenarioResult>> byId = new TreeMap<>();

  /** Makes it empty. */
  public Rounds() {}

  /** Adds the results of one run. */
  public void add(List<ScenarioResult> results) {
    results.forEach(r -> byId.computeIfAbsent(r.scenario().id(), none -> new ArrayList<>()).add(r));
  }

  /** Returns one result for each scenario, the worst, by order of their ids. */
  public List<ScenarioResult> worst() {
    return byId.values().stream().map(Rounds::worst).toList();
  }

  private static ScenarioResult worst(List<ScenarioResult> results) {
    ScenarioResult worst =
        results.stream()
            .min(Comparator.comparingInt(result -> WORST_FIRST.indexOf(result.verdict())))
            .orElseThrow();
    Flake flake = flake(results);
    return isFlake(flake)
        ? worst.with(worst.verdict(), "in " + flake.rate() + ": " + worst.reason(), worst.text())
        : worst;
  }

  /** Returns the scenarios that failed in some runs only, by order of their ids. */
  public List<Flake> flakes() {
    return byId.values().stream().map(Rounds::flake).filter(Rounds::isFlake).toList();
  }

  private static boolean isFlake(Flake flake) {
    return flake.failed() > 0 && flake.failed() < flake.runs();
  }

  private static Flake flake(List<ScenarioResult> results) {
    long failed = results.stream().filter(r -> r.verdict() == Verdict.FAILED).count();
    return new Flake(results.getFirst().scenario(), (int) failed, results.size());
  }
}
