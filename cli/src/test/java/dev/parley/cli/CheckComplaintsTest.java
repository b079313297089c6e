// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static dev.parley.cli.Programs.deadTarget;
import static dev.parley.cli.Programs.launch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CheckComplaintsTest extends CheckCase {

  @Test
  void nothingApplicableIsNotGreen() {
    Result result = check("blocking", "--only", "F13");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).contains("Nothing was run: no scenario is applicable.");
  }

  @Test
  void saysThatATargetDoesNotAnswer() throws Exception {
    Result result = check("--target", deadTarget());

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err()).startsWith("parley check: tcp://127.0.0.1:").contains("refused");
  }

  @Test
  void tellsWhatEarlierRoundsHaveFoundThoughTheTargetIsGone() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerWronglyOnce(listener));
      String target = "tcp://127.0.0.1:" + listener.getLocalPort();

      Result result = check("--target", target, "--only", "F01", "--repeat", "2");

      assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(result.out())
          .contains("F01 ", " - failed by " + target, "1 run: 0 passed, 1 failed");
      assertThat(result.err()).startsWith("parley check: " + target).contains("refused");
    }
  }

  private static void answerWronglyOnce(ServerSocket listener) {
    try (listener) {
      boolean asked = false;
      while (!asked) {
        try (Socket client = listener.accept()) {
          asked = client.getInputStream().read(new byte[1024]) > 0;
          if (asked) {
            listener.close(); // before the answer: the next round comes when it is there
            client.getOutputStream().write(new byte[9]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysThatAProgramNeverListens() {
    Result result = check("--launch", launch(Programs.Silent.class), "--launch-timeout", "1s");

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err()).contains("LISTENING", "1000 ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thread | no style is named 'thread'; did you mean 'threaded'?",
        "--only F08,Q99 | no scenario's id or title matches 'Q99'",
        "--target 127.0.0.1:1 | --target: '127.0.0.1:1' is no target",
        "pool --target tcp://127.0.0.1:1 | give styles, --target or --launch: one of the three",
        "--launch x --target tcp://127.0.0.1:1 | give styles, --target or --launch",
        "pool --without limit | --without is for --launch and --target",
        "--launch x --without limits | --without: no trait is named 'limits'; did you mean 'limit'?",
        "pool --transport tcp | --transport is for --launch",
        "pool --launch-timeout 1s | --launch-timeout is for --launch",
        "pool --client | --client is for --launch",
        "--client --launch x --transport udp | --transport is for a server",
        "--client --launch 'x | --launch: a quote stays open",
        "--launch x --launch-timeout 0 | --launch-timeout must be longer than 0",
        "--launch 'x | --launch: a quote stays open",
        "pool --idle-timeout 1s | --idle-timeout tells what is known of a --target",
        "--launch x --max-payload 1 | --max-payload tells what is known of a --target",
        "--target tcp://127.0.0.1:1 --max-payload 17m | --max-payload: '17m' is too large",
        "pool --jobs 0 | --jobs must be at least 1",
        "pool --repeat 0 | --repeat must be at least 1",
        "pool --skip Q99 | no scenario's id or title matches 'Q99'",
        "pool --only F01 --skip F* | --skip leaves no scenario of those to run",
        "pool --expect no/such/file | --expect: cannot read 'no/such/file': there is no such file",
        "pool --time-scale 0.5 | --time-scale: '0.5' is no factor from 1 to 100",
        "pool --debug-wait | --debug-wait is for --launch",
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
}
