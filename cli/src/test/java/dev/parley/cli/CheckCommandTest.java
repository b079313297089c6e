// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static dev.parley.cli.Programs.deadTarget;
import static dev.parley.cli.Programs.launch;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.cli.Invocation.Result;
import dev.parley.protocol.Style;
import dev.parley.protocol.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckCommandTest extends CheckCase {

  @Test
  void checksAllStylesUnlessToldWhich() {
    Result result = check("--only", "F08");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    for (Style style : Style.all()) {
      String line = "\n" + style.name() + " F08 an end in mid-frame: passed";
      assertThat(result.out().contains(line)).isEqualTo(style.transport() != Transport.UDP);
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
  void letsEveryClientTalkToEveryServerOfItsTransport() throws Exception {
    Result result = check("blocking", "nio", "udp", "--only", "P01");

    assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .startsWith("Checking 5 pairs of a client and a server: scenarios 1, seed ")
        .contains("\nblocking client, nio server P01 ", "\nnio client, blocking server P01 ")
        .containsPattern("\nclient, and across the server +blocking  nio     udp\\R")
        .containsPattern("\nblocking +ok        ok\\R")
        .containsPattern("\nudp +ok\\R")
        .contains("5 run: 5 passed");
    assertThat(new ObjectMapper().readTree(directory.resolve("report.json").toFile()).toString())
        .contains("\"pair\":{\"client\":\"nio\",\"server\":\"blocking\"}");
    assertThat(directory.resolve("junit.xml"))
        .content()
        .contains("<testsuite name=\"nio client, blocking server\" tests=\"1\"");
  }

  @Test
  void leavesThePairsOutWhereNothingIsToBeSaidOfThem() {
    assertThat(check("pool", "--only", "F08").out()).doesNotContain("pool client");
    assertThat(parley("check", "pool", "--list").out()).contains("\nP01  client and server, ");
    assertThat(parley("check", "--launch", "x", "--list").out()).doesNotContain("\nP01 ");
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
  void leavesReportsForOtherTools() throws Exception {
    Path nested = directory.resolve("some/where");

    Result result = parley("check", "virtual", "--only", "F08", "--report-dir", nested.toString());

    assertThat(result.out()).contains("Reports: " + nested.resolve("report.json"));
    assertThat(new ObjectMapper().readTree(nested.resolve("report.json").toFile()).toString())
        .contains("\"F08\"", "virtual");
    assertThat(nested.resolve("junit.xml")).content().contains("<testsuite", "F08");
    assertThat(nested.resolve("matrix.svg"))
        .content()
        .contains("<desc>1 target, 1 scenario</desc>");
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
  void leavesOutWhatIsSkipped() {
    Result result = check("virtual", "--only", "F06,F08", "--skip", "*mid-frame");

    assertThat(result.out()).contains("virtual F06 ").doesNotContain("virtual F08 ");
  }

  @Test
  void forgivesAFailureThatIsKnown() throws Exception {
    Path known = directory.resolve("known.txt");
    Files.writeString(known, "F06 | 31mred | it never heard of types\n");
    String[] line = {
      "--launch", launch(ShoutingServer.class), "--only", "F06", "--expect", known.toString()
    };

    Result result = check(line);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .contains(": F06 fails: it never heard of types")
        .contains("1 run: 0 passed, 0 failed, 0 inconclusive, 1 failed as expected;");
  }

  @Test
  void doesNotForgiveAScenarioThatPasses() throws Exception {
    Path known = directory.resolve("known.txt");
    Files.writeString(known, "F08 | anything | it was slow in winter\n");

    Result result = check("virtual", "--only", "F08", "--expect", known.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out())
        .contains("F08 an end in mid-frame - expected to fail, but passed", "slow in winter");
  }

  @Test
  void repeatsWithTheNextSeedAndNamesWhatIsUnsteady() {
    Result steady = check("virtual", "--only", "F08", "--repeat", "3");
    String moody = launch(ShoutingServer.class) + " '" + directory.resolve("starts") + "'";
    Result unsteady = check("--launch", moody, "--only", "F01", "--repeat", "3", "--seed", "1");

    assertThat(steady.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(steady.out().lines().filter(line -> line.startsWith("virtual F08"))).hasSize(3);
    assertThat(steady.out()).contains("1 run: 1 passed").doesNotContain("Unsteady");
    assertThat(unsteady.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(unsteady.out()).containsPattern("Unsteady with .*: F01 .* failed in 1 of 3 runs\\.");
  }

  @Test
  void waitsForADebuggerAndTellsWhereToAttach() {
    Result result =
        check("--launch", launch(ShoutingServer.class), "--only", "F01", "--debug-wait");

    assertThat(result.err())
        .containsPattern("parley check: process [0-9]+ has started, attach to it\\R");
  }

  @Test
  void judgesAClientThatIsAProgram() {
    String send = launch(Parley.class) + " send";

    Result result = check("--client", "--launch", send, "--only", "X01,X03,X04");

    assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).contains("X01  lines in, lines out", "3 run: 3 passed");
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
  void listsScenariosAndRunsNone() {
    Result all = parley("check", "--list");
    Result some = parley("check", "--list", "--only", "f13", "--only", "*END IN MID*");

    assertThat(all.out().lines()).hasSizeGreaterThan(20);
    assertThat(some.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("F08  an end in mid-frame \\(.*R5\\.2.*\\)"))
        .anyMatch(line -> line.matches("F13  .*; needs concurrent\\)"));
  }
}
