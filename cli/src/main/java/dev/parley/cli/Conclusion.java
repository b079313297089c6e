// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** What a whole check comes to. */
final class Conclusion {

  private final List<TargetReport> reports;

  Conclusion(List<TargetReport> reports) {
    this.reports = reports;
  }

  /** Returns the verdict: a failure beats what is inconclusive; nothing run is never green. */
  Verdict verdict() {
    return Stream.of(Verdict.FAILED, Verdict.INCONCLUSIVE, Verdict.PASSED, Verdict.EXPECTED_FAILURE)
        .filter(verdict -> count(verdict) > 0)
        .findFirst()
        .orElse(Verdict.NOT_APPLICABLE);
  }

  int exitCode() {
    return switch (verdict()) {
      case PASSED, EXPECTED_FAILURE -> ExitCode.OK;
      case FAILED -> ExitCode.FAILED;
      case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
      case NOT_APPLICABLE -> ExitCode.USAGE;
    };
  }

  @Override
  public String toString() {
    long expected = count(Verdict.EXPECTED_FAILURE);
    long run =
        count(Verdict.PASSED) + count(Verdict.FAILED) + count(Verdict.INCONCLUSIVE) + expected;
    if (run == 0) {
      boolean tried = count(Verdict.NOT_APPLICABLE) > 0;
      return "Nothing was run" + (tried ? ": no scenario is applicable." : ".");
    }
    return "%d run: %d passed, %d failed, %d inconclusive%s; %d not applicable."
        .formatted(
            run,
            count(Verdict.PASSED),
            count(Verdict.FAILED),
            count(Verdict.INCONCLUSIVE),
            expected == 0 ? "" : ", %d failed as expected".formatted(expected),
            count(Verdict.NOT_APPLICABLE));
  }

  private long count(Verdict verdict) {
    return reports.stream().mapToLong(report -> report.count(verdict)).sum();
  }
}
