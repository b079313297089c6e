// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ServerOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The write clock of section 6, and clocks that are off. */
public interface WriteClockScenarios extends Conformance {

  /** A reply that is many times what a system takes for a slow client, in bytes. */
  int LARGE = 12 << 20;

  /** A client that sends ECHOs for as long as they are taken, and reads nothing. */
  @Scenario(
      id = "R13",
      title = "a client that never reads is cut",
      rules = {"R6.4", "R6.6"})
  default void r13_never_reads(Stage stage) {
    RunningServer server = stage.server(o -> o.writeTimeout(ClockWindow.SHORT));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::writeTimeout);
    Probe probe = stage.connect(server, 4096);
    WireFrame echo = stage.echo(65_536);
    byte[] request = echo.bytes();
    long first = System.nanoTime();
    long progress = first;
    while (probe.trySend(request) && probe.transcript().sentBytes() < 128 << 20) {
      progress = System.nanoTime();
    }
    requireCut(clock, first, progress, System.nanoTime());
    expectRepliesToTheEnd(stage, probe, echo);
  }

  /** The clock starts between the first write and the last that was taken. */
  private static void requireCut(Duration clock, long first, long last, long cut) {
    Duration latest = clock.multipliedBy(3).plusSeconds(1);
    if (cut >= first + clock.toNanos() && cut <= last + latest.toNanos()) {
      return;
    }
    boolean early = cut < first + clock.toNanos();
    String expected =
        "a connection that is cut %d to %d ms after nothing more was taken"
            .formatted(clock.toMillis(), latest.toMillis());
    String actual =
        early
            ? "cut %d ms after the first write".formatted(millisBetween(first, cut))
            : "still open %d ms after the last progress".formatted(millisBetween(last, cut));
    throw new Mismatch(expected, actual)
        .because(
            early
                ? "The write clock fires too early, or counts from something older than the last"
                    + " progress."
                : "Nothing limits a write that is stuck: a blocking write has no timeout of its"
                    + " own, and a selector tells only of room, never of its want.");
  }

  /** What had reached the client is replies, whole or not, and then the end, however it comes. */
  private static void expectRepliesToTheEnd(Stage stage, Probe probe, WireFrame echo) {
    Received next = probe.next(stage.patience());
    while (next instanceof Received.Frame(WireFrame frame, long _) && frame.equals(echo.reply())) {
      next = probe.next(stage.patience());
    }
    if (next instanceof Received.Frame || next instanceof Received.Nothing) {
      throw probe.mismatch("the end or a reset behind the replies, and no ERROR", next);
    }
  }

  /** A reply of several megabytes, and a client that pauses before each of them. */
  @Scenario(
      id = "R14",
      title = "a client that reads slowly is not cut",
      rules = {"R6.4", "R6.7"})
  default void r14_reads_slowly(Stage stage) throws Exception {
    RunningServer server =
        stage.server(o -> o.writeTimeout(ClockWindow.SHORT).maximumPayload(LARGE));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::writeTimeout);
    Pause.punctually(() -> readsSlowly(stage, server, clock));
  }

  private static void readsSlowly(Stage stage, RunningServer server, Duration clock) {
    Probe probe = stage.connect(server, 65_536);
    WireFrame echo = stage.echo(Math.min(LARGE, server.options().maximumPayload()));
    probe.send(echo);
    var longest = new AtomicLong();
    try {
      probe.expectSlowly(echo.reply(), LARGE / 6, () -> pauseForHalf(clock, longest));
    } catch (Mismatch cut) {
      Pause.requireShorter(clock, 0, longest.get());
      throw cut.because(
          "The client read again after %d ms at most: progress must start the write clock anew, and"
                  .formatted(longest.get() / 1_000_000)
              + " be seen while a large reply is on its way, not only behind it.");
    }
  }

  private static void pauseForHalf(Duration clock, AtomicLong longest) {
    long start = System.nanoTime();
    Pause.of(clock.dividedBy(2));
    longest.accumulateAndGet(System.nanoTime() - start, Math::max);
  }

  /** A silent client, one that stops half way, and a late reader, all clocks being 0. */
  @Scenario(
      id = "R12",
      title = "a clock of 0 is off",
      rules = {"R6.2", "R6.3", "R6.4"})
  default void r12_clocks_off(Stage stage) {
    RunningServer server =
        stage.server(o ->
            o.idleTimeout(Duration.ZERO).frameTimeout(Duration.ZERO).writeTimeout(Duration.ZERO));
    stage.sideBySide(
        List.of(
            () -> pausesAt(stage, server, 0),
            () -> pausesAt(stage, server, 50),
            () -> readsLate(stage, server)));
  }

  private static void pausesAt(Stage stage, RunningServer server, int bytes) {
    WireFrame echo = stage.echo(100);
    byte[] request = echo.bytes();
    Probe probe = stage.connect(server);
    probe.sendBytes(Arrays.copyOf(request, bytes));
    probe.expectQuiet(ClockWindow.SHORT);
    probe.sendBytes(Arrays.copyOfRange(request, bytes, request.length));
    probe.expect(echo.reply());
  }

  private static void readsLate(Stage stage, RunningServer server) {
    List<WireFrame> requests = Collections.nCopies(128, stage.echo(65_536));
    Probe probe = stage.connect(server);
    stage.together(
        () -> requests.forEach(request -> probe.pump(request.bytes())),
        () -> {
          Pause.of(ClockWindow.SHORT);
          requests.forEach(request -> probe.expect(request.reply()));
        });
  }
}
