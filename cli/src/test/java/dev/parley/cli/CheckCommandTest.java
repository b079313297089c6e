// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static dev.parley.cli.Programs.deadTarget;
import static dev.parley.cli.Programs.launch;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.cli.Invocation.Result;
import dev.parley.protocol.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CheckCommandTest {

  @TempDir private Path directory;

  @Test
  void checksAllStylesUnlessToldWhich() {
    Result result = check("--only", "F08");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    for (Style style : Style.all()) {
      assertThat(result.out()).contains("\n" + style.name() + " F08 an end in mid-frame: passed");
    }
    assertThat(result.err()).isEmpty();
  }

  @Test
  void checksTheStylesThatAreNamedOnceEach() {
    Result result = check("pool", "virtual", "pool", "--only", "F08", "--seed", "7");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .startsWith("Checking pool, virtual: scenarios 1, seed 7")
        .contains("2 run: 2 passed, 0 failed, 0 inconclusive; 0 not applicable.");
  }

  @Test
  void tellsWhyAScenarioDoesNotApply() {
    Result result = check("blocking", "--only", "F08,F13");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .contains("Not applicable to blocking: F13: ")
        .contains("1 run: 1 passed, 0 failed, 0 inconclusive; 1 not applicable.");
  }

  @Test
  void nothingApplicableIsNotGreen() {
    Result result = check("blocking", "--only", "F13");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).contains("Nothing was run: no scenario is applicable.");
  }

  @Test
  void leavesReportsForOtherTools() throws Exception {
    Path nested = directory.resolve("some/where");

    Result result = parley("check", "virtual", "--only", "F08", "--report-dir", nested.toString());

    assertThat(result.out()).contains("Reports: " + nested.resolve("report.json"));
    assertThat(new ObjectMapper().readTree(nested.resolve("report.json").toFile()).toString())
        .contains("\"F08\"", "virtual");
    assertThat(nested.resolve("junit.xml")).content().contains("<testsuite", "F08");
  }

  @Test
  void leavesNoReportOfAnEarlierRunWhenThereIsNothingToJudge() throws Exception {
    check("virtual", "--only", "F08");
    assertThat(directory.resolve("report.json")).exists();

    check("--target", deadTarget());

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void checksAServerThatRunsAlready() {
    try (var server = RunningServer.serve("virtual", "--max-payload", "64k")) {
      Result known = check("--target", server.target(), "--only", "F04", "--max-payload", "64k");
      Result unknown = check("--target", server.target(), "--only", "F04");

      assertThat(known.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(unknown.out()).contains("Not applicable to " + server.target() + ": F04: ");
      assertThat(unknown.out()).contains("--max-payload");
    }
  }

  @Test
  void takesAwayTraits() {
    try (var server = RunningServer.serve("virtual")) {
      String[] line = {
        "--target", server.target(), "--only", "F13", "--without", "limit,concurrent"
      };

      assertThat(check(line).out()).contains("does not declare the trait concurrent");
    }
  }

  @Test
  void findsAProgramThatIsWrong() {
    Result result = check("--launch", launch(ShoutingServer.class), "--only", "F06");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out())
        .contains("F06 unknown types - failed by ", "R4.1 ", "one \\u{1b}[31mred", "--only F06")
        .doesNotContain("\033");
  }

  @Test
  void saysThatATargetDoesNotAnswer() throws Exception {
    Result result = check("--target", deadTarget());

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err()).startsWith("parley check: tcp://127.0.0.1:").contains("refused");
  }

  @Test
  void saysThatAProgramNeverListens() {
    Result result = check("--launch", launch(Programs.Silent.class), "--launch-timeout", "1s");

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err()).contains("LISTENING", "1000 ms");
  }

  @Test
  void listsScenariosAndRunsNone() {
    Result all = parley("check", "--list");
    Result some = parley("check", "--list", "--only", "f13", "--only", "*END IN MID*");

    assertThat(all.out().lines()).hasSizeGreaterThan(20);
    assertThat(some.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("F08  an end in mid-frame \\(.*R5\\.2.*\\)"))
        .anyMatch(line -> line.matches("F13  .*; needs concurrent\\)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thread | no style is named 'thread'; did you mean 'threaded'?",
        "--only F08,Q99 | no scenario's id or title matches 'Q99'",
        "--target 127.0.0.1:1 | --target: '127.0.0.1:1' is no target",
        "--target udp://127.0.0.1:1 | the suite has no scenario for udp yet",
        "--launch x --transport tls | the suite has no scenario for tls yet",
        "pool --target tcp://127.0.0.1:1 | give styles, --target or --launch: one of the three",
        "--launch x --target tcp://127.0.0.1:1 | give styles, --target or --launch",
        "pool --without limit | --without is for --launch and --target",
        "--launch x --without limits | --without: no trait is named 'limits'; did you mean 'limit'?",
        "pool --transport tcp | --transport is for --launch",
        "pool --launch-timeout 1s | --launch-timeout is for --launch",
        "--launch x --launch-timeout 0 | --launch-timeout must be longer than 0",
        "--launch 'x | --launch: a quote stays open",
        "pool --idle-timeout 1s | --idle-timeout tells what is known of a --target",
        "--launch x --max-payload 1 | --max-payload tells what is known of a --target",
        "--target tcp://127.0.0.1:1 --max-payload 17m | --max-payload: '17m' is too large",
        "pool --jobs 0 | --jobs must be at least 1",
        "pool --seed x | --seed: 'x' is no whole number",
        "pool --onyl F01 | there is no option '--onyl'; did you mean '--only'?"
      })
  void refusesAWrongCommandLine(String line, String complaint) {
    Result result = check(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley check: " + complaint);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void saysBeforeTheRunThatItCannotLeaveAReport() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    Result result = parley("check", "virtual", "--report-dir", file.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley check: --report-dir: cannot write to '" + file);
    assertThat(result.out()).isEmpty();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a directory that takes no file")
  void findsOutBeforeTheRunThatADirectoryTakesNoFile() {
    Result result = parley("check", "virtual", "--report-dir", "/proc");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley check: --report-dir: cannot write to '/proc'");
    assertThat(result.out()).isEmpty();
  }

  private Result check(String... args) {
    List<String> line = new ArrayList<>(List.of("check"));
    line.addAll(List.of(args));
    line.addAll(List.of("--report-dir", directory.toString()));
    return parley(line.toArray(String[]::new));
  }
}
