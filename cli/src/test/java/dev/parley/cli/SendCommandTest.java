// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SendCommandTest {

  private static RunningServer server;

  @BeforeAll
  static void serve() {
    server = RunningServer.serve("virtual");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void printsEachReplyAsALine() {
    assertThat(parley("send", server.target(), "a", "", " wörld ", "--", "-x"))
        .isEqualTo(new Result(ExitCode.OK, "a\n\n wörld \n-x\n", ""));
  }

  @Test
  void takesNoMessageForTheNameOfAFile(@TempDir Path directory) throws Exception {
    String message = "@" + Files.writeString(directory.resolve("file"), "content");

    assertThat(parley("send", server.target(), message).out()).isEqualTo(message + "\n");
  }

  @Test
  void sendsTheLinesOfStandardInputWhenThereIsNoMessage() {
    assertThat(parley(Map.of(), "a\n\nwörld\r\nno end", "send", server.target()))
        .isEqualTo(new Result(ExitCode.OK, "a\n\nwörld\r\nno end\n", ""));
  }

  @Test
  void takesTargetAndTimeoutsFromTheEnvironment() {
    var environment =
        Map.of(
            "PARLEY_TARGET", server.target(),
            "PARLEY_CONNECT_TIMEOUT_MS", "2000",
            "PARLEY_REPLY_TIMEOUT_MS", "");

    assertThat(parley(environment, "a\n", "send")).isEqualTo(new Result(ExitCode.OK, "a\n", ""));
  }

  @Test
  void delaysTheReply() {
    Instant before = Instant.now();

    assertThat(parley("send", server.target(), "--delay", "250ms", "x").out()).isEqualTo("x\n");
    assertThat(Duration.between(before, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(249));
  }

  @ParameterizedTest
  @CsvSource({"blocking", "threaded", "pool", "virtual"})
  void usesTheClientOfTheStyleAskedFor(String style) {
    assertThat(parley("send", server.target(), "--style", style, "x").out()).isEqualTo("x\n");
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    String target = Programs.deadTarget();

    assertFailure(
        parley("send", target, "x"), "REFUSED .*" + target.substring("tcp://".length()) + ".*");
  }

  @Test
  void saysThatNoReplyCame() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String target = "tcp://127.0.0.1:" + silent.getLocalPort();
      String line = "TIMEOUT .*127.0.0.1:" + silent.getLocalPort() + ".*300.*";

      assertFailure(parley("send", target, "--reply-timeout", "300ms", "x"), line);
      assertFailure(
          parley(Map.of("PARLEY_REPLY_TIMEOUT_MS", "300"), "", "send", target, "x"), line);
    }
  }

  @Test
  void saysThatTheServerRefused() {
    assertFailure(
        parley("send", server.target(), "--delay", "11s", "x"), "ERROR 3 BAD_REQUEST: .*");
  }

  @ParameterizedTest
  @CsvSource({
    "'', EOF .*",
    "00 00 00 01 81, EOF .*",
    "00 00 00 01 82 00 00 00 01 78, PROTOCOL .*",
    "00 00 00 01 81 FF FF FF FE 78, PROTOCOL .*",
    "00 00 00 07 FF 00 00 00 00 05 61 0A 62 1B 5B 6D, ERROR 5 BUSY: a.u.a.b.u.1b..m"
  })
  void saysWhatCameInsteadOfAReply(String reply, String line) throws Exception {
    try (var peer = ScriptedPeer.answering(reply)) {
      assertFailure(parley("send", peer.target(), "x"), line);
    }
  }

  @Test
  void stopsAtTheFirstFailure() {
    try (var small = RunningServer.serve("virtual", "--max-payload", "1")) {
      Result result = parley("send", small.target(), "a", "bb", "c");

      assertThat(result.out()).isEqualTo("a\n");
      assertFailure(result, "ERROR 1 TOO_LARGE: .*");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:7700 x | '127.0.0.1:7700' is no target: give it as tcp://HOST:PORT",
        "http://127.0.0.1:7700 x | 'http' is none of tcp, udp, tls",
        "tls://127.0.0.1:7700 --ca nowhere.pem x"
            + " | cannot use nowhere.pem: there is no such file",
        "udp://127.0.0.1:7700 --style virtual x | virtual speaks tcp, not udp",
        "tcp://127.0.0.1:7700 --style vitual x | --style: no style is named 'vitual'; did you mean",
        "tcp://127.0.0.1:7700 --delay 5 | --delay: '5' is no duration",
        "tcp://127.0.0.1:7700 -x | there is no option '-x'",
        "tcp://127.0.0.1:7700 \uFFFD | a MESSAGE cannot be read in this locale"
      })
  void refusesAWrongCommandLine(String line, String complaint) {
    Result result = parley(("send " + line).split(" "));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley send: " + complaint);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PARLEY_TARGET, localhost",
    "PARLEY_CONNECT_TIMEOUT_MS, 1s",
    "PARLEY_REPLY_TIMEOUT_MS, -1"
  })
  void refusesAWrongEnvironment(String variable, String value) {
    var environment = new HashMap<>(Map.of("PARLEY_TARGET", server.target()));
    environment.put(variable, value);

    Result result = parley(environment, "", "send");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley send: " + variable + ": '" + value + "' is ");
  }

  @Test
  void asksForATarget() {
    assertThat(parley("send").err()).startsWith("parley send: TARGET is missing");
    assertThat(parley(Map.of("PARLEY_TARGET", ""), "", "send").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  private static void assertFailure(Result result, String line) {
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err().strip()).matches(line);
  }
}
