// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.conformance.MostlyWaits;
import dev.parley.conformance.fixture.Program;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that start and end rightly and wrongly. */
@MostlyWaits
class ServerProcessTest {

  private static final ServerOptions OPTIONS =
      SuiteOptions.BASE.toBuilder().drainTimeout(Duration.ofMillis(100)).build();

  @Test
  void endsARightProgramWithSigterm() {
    RunningServer server = launch("none").start(OPTIONS);
    assertThat(server.running()).isTrue();
    assertThat(server.options()).isEqualTo(OPTIONS);
    assertThat(server.address().getPort()).isPositive();
    await().untilAsserted(() -> assertThat(server.lastWords()).containsExactly("ready"));

    server.stop();
    server.stop();
    assertThat(server.running()).isFalse();
    assertThat(server.crash()).isEmpty();
  }

  @Test
  void tellsWhatASilentProgramDidNotSay() {
    Target target =
        Targets.launch(
            Program.command("silent"),
            Transport.TCP,
            EnumSet.noneOf(Trait.class),
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> target.start(OPTIONS))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("a line that begins with LISTENING on standard output")
        .hasMessageContaining("no such line and no end within 1000 ms; it printed nothing");
  }

  @Test
  void tellsTheLastWordsOfAProgramThatDies() {
    assertThatThrownBy(() -> launch("dies").start(OPTIONS))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("the end of its output, status 7; it said\nstderr: no configuration");
  }

  /** A shell, for it dies sooner than any program in Java: what it says races with its end. */
  @RepeatedTest(50)
  void tellsTheLastWordsOfAProgramThatDiesAtOnce() {
    Target target = Targets.launch("sh -c 'echo taken >&2; exit 69'", Transport.TCP);
    assertThatThrownBy(() -> target.start(OPTIONS))
        .hasMessageContaining("status 69; it said\nstderr: taken");
  }

  /** The pipe ends with the child only, which is later than the time that this has. */
  @Test
  @Timeout(8)
  void seesTheEndOfAProgramWhoseChildHasItsOutput() {
    Target target = Targets.launch("sh -c 'sleep 10 & exit 64'", Transport.TCP);
    assertThatThrownBy(() -> target.start(OPTIONS))
        .hasMessageContaining("the end of its output, status 64; it printed nothing");
  }

  @Test
  void refusesALineWithoutAnAddress() {
    assertThatThrownBy(() -> launch("wrong-line").start(OPTIONS))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("expected LISTENING tcp://<host in numbers>:<port>")
        .hasMessageContaining("\"LISTENING on port 7700\"");
  }

  @Test
  void refusesACommandThatIsNotThere() {
    assertThatThrownBy(() -> Targets.launch("./no/such/program", Transport.TCP).start(OPTIONS))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("a program that can be started")
        .hasMessageContaining("./no/such/program");
  }

  @Test
  void killsAProgramThatIgnoresSigterm() {
    var server = (ServerProcess) launch("ignores-sigterm").start(OPTIONS);
    assertThatThrownBy(server::stop)
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("an end within 2100 ms of SIGTERM")
        .hasMessageContaining("a process that still runs");
    assertThat(server.crash()).isEmpty();
  }

  @Test
  void refusesAnotherStatus() {
    assertThatThrownBy(() -> launch("status-3").start(OPTIONS).stop())
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("but got status 3");
  }

  @Test
  void leavesNoChildBehind() {
    RunningServer server = launch("leaves-a-child").start(OPTIONS);
    List<ProcessHandle> children =
        await()
            .until(
                () ->
                    ProcessHandle.current()
                        .descendants()
                        .filter(ServerProcessTest::sleeps)
                        .toList(),
                found -> !found.isEmpty());
    assertThatThrownBy(server::stop)
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("no process of the server's left")
        .hasMessageContaining("a wrapper that did not exec its program?");
    await().untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  private static boolean sleeps(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("sleep");
  }

  @Test
  void tellsACrash() throws Exception {
    RunningServer server = launch("crashes").start(OPTIONS);
    try (var _ = new Socket(server.address().getAddress(), server.address().getPort())) {
      await().until(() -> server.crash().isPresent());
    }
    assertThat(server.crash())
        .isEqualTo(Optional.of("the server's process has ended, with status 139"));
    assertThatThrownBy(server::stop)
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("an end before that, with status 139");
    assertThat(server.lastWords()).contains("segmentation fault");
  }

  @Test
  void tellsFiguresOfTheProcess() {
    ServerProcess server = launch("none").startProcess(OPTIONS, List.of(), 0);
    try {
      assertThat(server.figures().processorTime()).isPositive();
      assertThat(server.figures().threads()).isGreaterThan(5);
      assertThat(server.figures().descriptors()).isGreaterThan(3);
      assertThat(server.figures().dataBytes()).isGreaterThan(1 << 20);
      assertThat(server.figures().residentBytes()).isGreaterThan(1 << 20);
    } finally {
      server.stop();
    }
    ProcessFigures gone = server.figures();
    assertThatThrownBy(gone::threads)
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("got the end of its process");
    assertThatThrownBy(gone::descriptors).isInstanceOf(Mismatch.class);
    assertThatCode(gone::processorTime).isInstanceOf(Mismatch.class);
  }

  private static Target launch(String mistake) {
    return Targets.launch(Program.command(mistake), Transport.TCP);
  }
}
