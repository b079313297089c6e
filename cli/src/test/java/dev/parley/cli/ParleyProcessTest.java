// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParleyProcessTest {

  private static final Map<String, String> FREE_PORT = Map.of("PARLEY_PORT", "0");

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
  void serveEndsInOrderOnASignal(String signal) throws Exception {
    try (var serve = ParleyProcess.start(FREE_PORT, "serve", "virtual")) {
      String target = target(serve);
      try (var send = ParleyProcess.start(Map.of(), "send", target)) {
        send.write("a\n");
        assertThat(send.readLine()).isEqualTo("a");

        serve.signal(signal);

        assertThat(serve.exitCode()).isZero();
        assertThat(serve.out()).hasLineCount(1);
        send.write("b\n");
        assertThat(send.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(send.err()).startsWith("EOF ");
      }
    }
  }

  @Test
  void serveAnswersADelayBeforeItEnds() throws Exception {
    try (var serve = ParleyProcess.start(FREE_PORT, "serve", "threaded", "--verbose");
        var send = ParleyProcess.start(Map.of(), "send", target(serve), "--delay", "2s", "late")) {
      serve.awaitOnErr("< DELAY");

      serve.terminate();

      assertThat(send.readLine()).isEqualTo("late");
      assertThat(send.exitCode()).isZero();
      assertThat(serve.exitCode()).isZero();
    }
  }

  @Test
  void serveEndsWithZeroAlsoWhenItCuts() throws Exception {
    try (var serve =
            ParleyProcess.start(
                FREE_PORT, "serve", "threaded", "--verbose", "--drain-timeout", "300ms");
        var send = ParleyProcess.start(Map.of(), "send", target(serve), "--delay", "9s", "never")) {
      serve.awaitOnErr("< DELAY");

      serve.terminate();

      assertThat(serve.exitCode()).isZero();
      assertThat(serve.err()).contains("closed: CUT");
      assertThat(send.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(send.err()).startsWith("EOF ");
    }
  }

  @Test
  void serveSaysThatThePortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      try (var serve = ParleyProcess.start(Map.of("PARLEY_PORT", port), "serve", "pool")) {
        assertThat(serve.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(serve.out()).isEmpty();
        assertThat(serve.err().lines()).hasSize(1);
        assertThat(serve.err()).contains("127.0.0.1:" + port);
      }
    }
  }

  @Test
  void serveRefusesAWrongVariable() throws Exception {
    try (var serve = ParleyProcess.start(Map.of("PARLEY_PORT", "http"), "serve", "pool")) {
      assertThat(serve.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(serve.err()).startsWith("parley serve: PARLEY_PORT ").hasLineCount(2);
    }
  }

  @Test
  void sendPrintsAReplyBeforeTheNextLineIsThere() throws Exception {
    try (var serve = ParleyProcess.start(FREE_PORT, "serve", "blocking");
        var send = ParleyProcess.start(Map.of("PARLEY_TARGET", target(serve)), "send")) {
      send.write("one\n");
      assertThat(send.readLine()).isEqualTo("one");
      send.write("two");
      send.endInput();
      assertThat(send.readLine()).isEqualTo("two");
      assertThat(send.exitCode()).isZero();
      assertThat(send.err()).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
  void checkLeavesNothingBehindWhenInterrupted(@TempDir Path reports) throws Exception {
    try (var check =
        ParleyProcess.start(
            Map.of(),
            "check",
            "--launch",
            Programs.launch(Programs.Silent.class),
            "--report-dir",
            reports.toString())) {
      List<ProcessHandle> launched = check.awaitDescendants();

      check.signal("INT");

      assertThat(check.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(launched).noneMatch(ProcessHandle::isAlive);
      assertThat(check.out()).contains("Nothing was run.", "Interrupted: ");
      assertThat(check.err()).isEmpty();
      assertThat(reports).isEmptyDirectory();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
  void checkTellsWhatIsDoneWhenInterrupted(@TempDir Path reports) throws Exception {
    try (var check =
        ParleyProcess.start(
            Map.of(),
            "check",
            "--launch",
            Programs.launch(Programs.SilentInF15.class),
            "--launch-timeout",
            "1m",
            "--only",
            "F08,F15",
            "--report-dir",
            reports.toString())) {
      check.awaitOnOut("F08 an end in mid-frame: passed");

      check.signal("INT");

      assertThat(check.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(check.out()).contains("1 run: 1 passed", "Interrupted: ");
    }
  }

  private static String target(ParleyProcess serve) {
    return serve.readLine().substring("LISTENING ".length());
  }
}
