// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.verdict.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints what came of a check: the matrix, what did not apply and why, every failure in full. */
final class ResultPrinter {

  private final PrintStream out;
  private final Paint paint;

  ResultPrinter(PrintStream out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  void print(List<TargetReport> reports) {
    new Matrix(reports, paint, out).print();
    out.println();
    reports.forEach(this::printNotApplicable);
    reports.forEach(this::printInconclusive);
    reports.forEach(this::printFailed);
    out.println(conclusion(reports));
  }

  private void printNotApplicable(TargetReport report) {
    Map<String, StringBuilder> idsByReason = new TreeMap<>();
    for (ScenarioResult result : with(Verdict.NOT_APPLICABLE, report)) {
      idsByReason
          .computeIfAbsent(result.reason(), reason -> new StringBuilder())
          .append(' ')
          .append(result.scenario().id());
    }
    idsByReason.forEach((reason, ids) ->
        out.printf("Not applicable to %s:%s: %s%n", name(report), ids, OneLine.of(reason)));
    if (!idsByReason.isEmpty()) {
      out.println();
    }
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
