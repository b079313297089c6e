// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ServerOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The write clock of section 6, and clocks that are off. */
public interface WriteClockScenarios extends Conformance {

  /** A reply that is many times what a system takes for a slow client, in bytes. */
  int LARGE = 12 << 20;

  /** Long enough for a server to see the end before the DELAY is over. */
  Duration BEHIND_THE_END = Duration.ofMillis(150);

  /** The longest clock that there is. */
  Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  /** A client that never reads has to be stopped before it has sent so much (rule R9.1). */
  long MOST_SENT = 128L << 20;

  /** Clients that read nothing: one sends ECHOs for as long as they are taken, one has ended. */
  @Scenario(
      id = "R13",
      title = "a client that never reads is cut",
      rules = {"R6.4", "R6.5", "R6.6"},
      slow = true)
  default void r13_never_reads(Stage stage) {
    // A small buffer, where it can be chosen, tells the moment from which nothing more is taken.
    RunningServer server =
        stage.server(
            o -> withLargeReplies(stage, o.writeTimeout(ClockWindow.SHORT).sendBuffer(16 * 1024)));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::writeTimeout);
    stage.sideBySide(
        List.of(
            () -> sendsAndNeverReads(stage, server, clock),
            () -> endsAndNeverReads(stage, server, clock)));
  }

  /** Of a server that already runs nobody has to know the largest payload: half is played then. */
  private static ServerOptions.Builder withLargeReplies(
      Stage stage, ServerOptions.Builder options) {
    return stage.target().starts()
        ? options.maximumPayload(StopScenarios.TOO_MUCH_TO_TAKE)
        : options;
  }

  private static void sendsAndNeverReads(Stage stage, RunningServer server, Duration clock) {
    Probe probe = stage.connect(server, 4096);
    WireFrame echo = stage.echo(65_536);
    byte[] request = echo.bytes();
    var progress = new AtomicLong(System.nanoTime());
    var cut = new CountDownLatch(1);
    long first = System.nanoTime();
    stage.together(
        () -> {
          while (probe.pump(request) && probe.transcript().sentBytes() < MOST_SENT) {
            progress.set(System.nanoTime());
          }
          cut.countDown();
        },
        () -> {
          while (!cut.await(10, TimeUnit.MILLISECONDS)) {
            requireStillInTime(clock, progress.get());
          }
          requireNotEarly(clock, first);
          expectRepliesToTheEnd(stage, probe, echo);
        });
  }

  /** One whose end the server knows before it has a reply, which is more than the system takes. */
  private static void endsAndNeverReads(Stage stage, RunningServer server, Duration clock) {
    ServerOptions options = server.options();
    if (options.maximumPayload() < StopScenarios.TOO_MUCH_TO_TAKE
        || options.maximumDelay().compareTo(BEHIND_THE_END) < 0) {
      return;
    }
    Probe probe = stage.connect(server, 4096);
    probe.send(
        stage.delay(BEHIND_THE_END.toMillis(), StopScenarios.TOO_MUCH_TO_TAKE - Integer.BYTES));
    probe.end();
    Pause.of(BEHIND_THE_END.plus(clock.multipliedBy(3)).plusSeconds(2));
    Received next = probe.next(stage.patience());
    if (next instanceof Received.Frame || next instanceof Received.Nothing) {
      throw probe
          .mismatch(cutInTime(clock), next)
          .because(
              "Behind the client's end no clock runs any more: the write clock has to, or who has"
                  + " ended and never reads holds its slot for ever (rule R6.5).");
    }
  }

  private static void requireStillInTime(Duration clock, long progress) {
    long millis = millisBetween(progress, System.nanoTime());
    if (millis > clock.multipliedBy(3).plusSeconds(1).toMillis()) {
      throw new Mismatch(cutInTime(clock), "still open %d ms after that".formatted(millis))
          .because(
              "Nothing limits a write that is stuck: a blocking write has no timeout of its own,"
                  + " and a selector tells only of room, never of its want.");
    }
  }

  private static void requireNotEarly(Duration clock, long first) {
    long millis = millisBetween(first, System.nanoTime());
    if (millis < clock.toMillis()) {
      throw new Mismatch(cutInTime(clock), "cut %d ms after the first write".formatted(millis))
          .because(
              "The write clock fires too early, or counts from something older than the last"
                  + " progress.");
    }
  }

  private static String cutInTime(Duration clock) {
    return "a connection that is cut %d to %d ms after nothing more was taken"
        .formatted(clock.toMillis(), clock.multipliedBy(3).plusSeconds(1).toMillis());
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
      rules = {"R6.4", "R6.7"},
      slow = true)
  default void r14_reads_slowly(Stage stage) throws Exception {
    RunningServer server =
        stage.server(o -> o.writeTimeout(ClockWindow.SHORT).maximumPayload(LARGE));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::writeTimeout);
    stage.requireApplicable(
        server.options().maximumPayload() >= StopScenarios.TOO_MUCH_TO_TAKE,
        "it needs a maximum payload of %d".formatted(StopScenarios.TOO_MUCH_TO_TAKE));
    Punctual.play(() -> readsSlowly(stage, server, clock));
  }

  private static void readsSlowly(Stage stage, RunningServer server, Duration clock) {
    Probe probe = stage.connect(server, 65_536);
    WireFrame echo = stage.echo(Math.min(LARGE, server.options().maximumPayload()));
    probe.send(echo);
    // From one pause to the next: only when the client has read on, the server can write on.
    var turn = new AtomicLong(System.nanoTime());
    var longest = new AtomicLong();
    try {
      probe.expectSlowly(
          echo.reply(),
          echo.payload().length / 6,
          () -> {
            nextTurn(turn, longest);
            Pause.of(clock.dividedBy(2));
          });
    } catch (Mismatch cut) {
      Evidence seen = cut.evidence();
      if (seen != null && !(seen.stop() instanceof Received.Nothing)) {
        nextTurn(turn, longest);
      }
      ClockWindow.requireStoppedEarly(clock, 0, longest.get());
      throw cut.because(
          "The client paused and read on within %d ms at most: progress must start the write clock"
                  .formatted(longest.get() / 1_000_000)
              + " anew, and be seen while a large reply is on its way, not only behind it.");
    }
  }

  private static void nextTurn(AtomicLong turn, AtomicLong longest) {
    long now = System.nanoTime();
    longest.accumulateAndGet(now - turn.getAndSet(now), Math::max);
  }

  /** A silent client, one that stops half way, and a late reader, of clocks that never expire. */
  @Scenario(
      id = "R12",
      title = "a clock of 0 is off, and the longest is long",
      rules = {"R6.2", "R6.3", "R6.4", "R6.6"},
      slow = true)
  default void r12_clocks_off(Stage stage) {
    for (Duration clock : List.of(Duration.ZERO, LONGEST)) {
      RunningServer server =
          stage.server(o -> o.idleTimeout(clock).frameTimeout(clock).writeTimeout(clock));
      stage.sideBySide(
          List.of(
              () -> pausesAt(stage, server, 0),
              () -> pausesAt(stage, server, 50),
              () -> readsLate(stage, server)));
    }
  }

  private static void pausesAt(Stage stage, RunningServer server, int bytes) {
    WireFrame echo = stage.echo(100);
    byte[] request = echo.bytes();
    Probe probe = stage.connect(server);
    probe.sendBytes(Arrays.copyOf(request, bytes));
    try {
      probe.expectQuiet(ClockWindow.SHORT);
    } catch (Mismatch failure) {
      throw failure.because(
          "0 turns a clock off, and 2,147,483,647 ms are more than three weeks; here it is a time"
              + " that has always passed.");
    }
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
