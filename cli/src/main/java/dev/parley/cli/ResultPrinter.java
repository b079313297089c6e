// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.Rounds;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.verdict.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints what came of a check: the tables, what did not apply and why, every failure in full. */
final class ResultPrinter {

  private final PrintStream out;
  private final Paint paint;

  ResultPrinter(PrintStream out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  void print(List<TargetReport> reports) {
    List<TargetReport> alone = reports.stream().filter(report -> report.pair() == null).toList();
    if (!alone.isEmpty()) {
      new Matrix(alone, paint, out).print();
      out.println();
    }
    if (alone.size() < reports.size()) {
      new PairMatrix(reports, paint, out).print();
      out.println();
    }
    printNotApplicable(reports);
    reports.forEach(this::printInconclusive);
    reports.forEach(this::printExpected);
    reports.forEach(this::printFailed);
    out.println(conclusion(reports));
  }

  /** Names the scenarios that failed in some rounds of a repeated check, and in others did not. */
  void printFlakes(Map<String, List<Rounds.Flake>> flakes) {
    flakes.forEach((target, unsteady) -> {
      for (Rounds.Flake flake : unsteady) {
        out.printf(
            "Unsteady with %s: %s %s failed in %s.%n",
            OneLine.of(target), flake.scenario().id(), flake.scenario().title(), flake.rate());
      }
    });
  }

  /** What holds for several targets is said once. */
  private void printNotApplicable(List<TargetReport> reports) {
    Map<String, List<String>> namesByReason = new LinkedHashMap<>();
    for (TargetReport report : reports) {
      reasons(report)
          .forEach((reason, ids) ->
              namesByReason
                  .computeIfAbsent(ids + ": " + OneLine.of(reason), _ -> new ArrayList<>())
                  .add(name(report)));
    }
    namesByReason.forEach((reason, names) ->
        out.printf("Not applicable to %s: %s%n", String.join(", ", names), reason));
    if (!namesByReason.isEmpty()) {
      out.println();
    }
  }

  private static Map<String, IdRanges> reasons(TargetReport report) {
    Map<String, IdRanges> idsByReason = new TreeMap<>();
    for (ScenarioResult result : with(Verdict.NOT_APPLICABLE, report)) {
      idsByReason
          .computeIfAbsent(result.reason(), reason -> new IdRanges())
          .add(result.scenario().id());
    }
    return idsByReason;
  }

  /** The fault is the suite's own: where in the suite it lies is told in the reports only. */
  private void printInconclusive(TargetReport report) {
    for (ScenarioResult result : with(Verdict.INCONCLUSIVE, report)) {
      String headline =
          "%s %s - inconclusive for %s"
              .formatted(result.scenario().id(), result.scenario().title(), name(report));
      out.println(paint.of(Verdict.INCONCLUSIVE, headline));
      out.println("  " + OneLine.of(result.reason()));
      out.println("Run just this again");
      out.println("  " + OneLine.of(result.reproduce()));
      out.println();
    }
  }

  private void printExpected(TargetReport report) {
    for (ScenarioResult result : with(Verdict.EXPECTED_FAILURE, report)) {
      String id = result.scenario().id();
      out.printf("Expected of %s: %s fails: %s%n", name(report), id, OneLine.of(result.reason()));
    }
    if (report.count(Verdict.EXPECTED_FAILURE) > 0) {
      out.println();
    }
  }

  private void printFailed(TargetReport report) {
    for (ScenarioResult result : with(Verdict.FAILED, report)) {
      // What a server said stands in the text.
      List<String> lines = result.text().lines().map(OneLine::of).toList();
      out.println(paint.of(Verdict.FAILED, lines.getFirst()));
      lines.stream().skip(1).forEach(out::println);
      out.println();
    }
  }

  private String conclusion(List<TargetReport> reports) {
    var conclusion = new Conclusion(reports);
    return paint.of(conclusion.verdict(), conclusion.toString());
  }

  private static List<ScenarioResult> with(Verdict verdict, TargetReport report) {
    return report.results().stream().filter(result -> result.verdict() == verdict).toList();
  }

  private static String name(TargetReport report) {
    return OneLine.of(report.target());
  }
}
