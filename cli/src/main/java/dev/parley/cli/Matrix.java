// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.verdict.Verdict;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** The table of scenarios and targets, with what came of each, and under it the counts. */
final class Matrix {

  private static final int LONGEST_TITLE = 50;
  private static final int LONGEST_HEADING = 12;
  private static final int GAP = 2;

  private final List<TargetReport> reports;
  private final Paint paint;
  private final PrintStream out;

  Matrix(List<TargetReport> reports, Paint paint, PrintStream out) {
    this.reports = reports;
    this.paint = paint;
    this.out = out;
  }

  void print() {
    row("", report -> cell(report, heading(report)));
    for (ScenarioInfo scenario : scenarios()) {
      row(scenario.id() + "  " + scenario.title(), report -> verdict(report, scenario));
    }
    out.println();
    row("run", report -> cell(report, Long.toString(run(report))));
    for (Verdict verdict : Verdict.values()) {
      if (verdict == Verdict.EXPECTED_FAILURE && !isAnyKnown()) {
        continue;
      }
      row(verdict.label(), report -> count(report, verdict));
    }
  }

  private boolean isAnyKnown() {
    return reports.stream().anyMatch(report -> report.count(Verdict.EXPECTED_FAILURE) > 0);
  }

  private void row(String title, Function<TargetReport, String> cell) {
    var line = new StringBuilder(padded(cut(title), LONGEST_TITLE));
    reports.forEach(report -> line.append(cell.apply(report)));
    out.println(line.toString().stripTrailing());
  }

  /** Returns the scenarios by their ids, without those that are about what no target speaks. */
  private Collection<ScenarioInfo> scenarios() {
    var byId = new TreeMap<String, ScenarioInfo>();
    for (TargetReport report : reports) {
      report.results().stream()
          .map(ScenarioResult::scenario)
          .filter(s -> s.medium().isOf(report.transport()))
          .forEach(scenario -> byId.put(scenario.id(), scenario));
    }
    return byId.values();
  }

  /** Returns an empty cell where the check was interrupted before the scenario. */
  private String verdict(TargetReport report, ScenarioInfo scenario) {
    return report.results().stream()
        .filter(result -> result.scenario().equals(scenario))
        .map(ScenarioResult::verdict)
        .map(verdict -> cell(report, verdict, word(verdict)))
        .findFirst()
        .orElseGet(() -> cell(report, ""));
  }

  private String count(TargetReport report, Verdict verdict) {
    long count = report.count(verdict);
    return count == 0 ? cell(report, "0") : cell(report, verdict, Long.toString(count));
  }

  private static long run(TargetReport report) {
    return report.results().size() - report.count(Verdict.NOT_APPLICABLE);
  }

  private String cell(TargetReport report, Verdict verdict, String text) {
    return cell(report, text).replace(text, paint.of(verdict, text));
  }

  private static String cell(TargetReport report, String text) {
    int width = Math.max(heading(report).length(), word(Verdict.FAILED).length());
    return " ".repeat(GAP) + padded(text, width);
  }

  private static String heading(TargetReport report) {
    return report.target().length() > LONGEST_HEADING ? "target" : OneLine.of(report.target());
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "ok";
      case FAILED -> "FAILED";
      case NOT_APPLICABLE -> "-";
      case INCONCLUSIVE -> "?";
      case EXPECTED_FAILURE -> "known";
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE - 2) + "..";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
