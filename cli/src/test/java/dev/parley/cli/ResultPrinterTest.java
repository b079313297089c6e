// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Samples.report;
import static dev.parley.cli.Samples.result;
import static dev.parley.conformance.verdict.Verdict.EXPECTED_FAILURE;
import static dev.parley.conformance.verdict.Verdict.FAILED;
import static dev.parley.conformance.verdict.Verdict.INCONCLUSIVE;
import static dev.parley.conformance.verdict.Verdict.NOT_APPLICABLE;
import static dev.parley.conformance.verdict.Verdict.PASSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.run.TargetReport;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultPrinterTest {

  private static final List<TargetReport> REPORTS =
      List.of(
          report("threaded", result("F01", PASSED), result("R02", FAILED)),
          report(
              "a-name-that-is-too-long",
              result("F01", NOT_APPLICABLE),
              result("R02", INCONCLUSIVE),
              result("R03", NOT_APPLICABLE)));

  @Test
  void laysOutMatrixAndCounts() {
    assertThat(lines(REPORTS, false))
        .startsWith(
            "                                                    threaded  target",
            "F01  title of F01                                   ok        -",
            "R02  title of R02                                   FAILED    ?",
            "R03  title of R03                                             -",
            "",
            "run                                                 2         1",
            "passed                                              1         0",
            "failed                                              1         0",
            "not applicable                                      0         2",
            "inconclusive                                        0         1",
            "");
  }

  @Test
  void givesTheReasonOfWhatDidNotApply() {
    assertThat(lines(REPORTS, false))
        .contains(
            "Not applicable to a-name-that-is-too-long: F01: reason of F01",
            "Not applicable to a-name-that-is-too-long: R03: reason of R03");
  }

  @Test
  void tellsFailuresInFullAndHarmless() {
    assertThat(lines(REPORTS, false)).contains("story of R02", "second\\u{1b}[31m line");
  }

  @Test
  void tellsWhatIsInconclusiveAndHowToRunItAgain() {
    assertThat(lines(REPORTS, false))
        .containsSubsequence(
            "R02 title of R02 - inconclusive for a-name-that-is-too-long",
            "  reason of R02",
            "Run just this again",
            "  ./again R02");
  }

  @Test
  void endsWithTheConclusion() {
    assertThat(lines(REPORTS, false))
        .endsWith("3 run: 1 passed, 1 failed, 1 inconclusive; 2 not applicable.");
  }

  @Test
  void tellsWhatFailedAsExpected() {
    var known = List.of(report("pool", result("F01", EXPECTED_FAILURE), result("F02", PASSED)));

    assertThat(lines(known, false))
        .contains(
            "F01  title of F01                                   known",
            "expected failure                                    1",
            "Expected of pool: F01 fails: reason of F01");
  }

  @Test
  void paintsOnlyWhereAsked() {
    assertThat(String.join("\n", lines(REPORTS, false))).doesNotContain("\033");
    assertThat(lines(REPORTS, true))
        .contains(
            "F01  title of F01                                   \033[32mok\033[0m        \033[2m-\033[0m",
            "\033[1;31mstory of R02\033[0m");
  }

  private static List<String> lines(List<TargetReport> reports, boolean colours) {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, UTF_8);
    Map<String, String> environment = colours ? Map.of() : Map.of("NO_COLOR", "1");
    var shell =
        new Shell(
            InputStream.nullInputStream(), stream, stream, environment, true, new Termination());
    new ResultPrinter(stream, Paint.on(shell)).print(reports);
    return out.toString(UTF_8).lines().toList();
  }
}
