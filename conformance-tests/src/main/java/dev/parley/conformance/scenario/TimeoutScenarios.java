// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The idle clock and the frame clock of section 6. */
public interface TimeoutScenarios extends Conformance {

  /** A client that never speaks, one that falls silent, and one that speaks seldom. */
  @Scenario(
      id = "R03",
      title = "a silent client is told so and left",
      rules = {"R6.2", "R6.5", "R6.6"},
      slow = true)
  default void r03_silent_client(Stage stage) {
    RunningServer server = stage.server(o -> o.idleTimeout(ClockWindow.SHORT));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::idleTimeout);
    stage.sideBySide(
        List.of(
            () -> Punctual.play(() -> neverSpeaks(stage, server, clock)),
            () -> Punctual.play(() -> fallsSilent(stage, server, clock)),
            () -> Punctual.play(() -> speaksSeldom(stage, server, clock)),
            () -> Punctual.play(() -> pausesInMidFrame(stage, server, clock))));
  }

  private static void neverSpeaks(Stage stage, RunningServer server, Duration clock) {
    long before = System.nanoTime();
    Probe probe = stage.connect(server);
    new ClockWindow(clock, before, System.nanoTime()).expectTimeout(probe);
  }

  /** Waits for a DELAY that is longer than the clock, and asks no more. */
  private static void fallsSilent(Stage stage, RunningServer server, Duration clock) {
    Duration delay = clock.multipliedBy(3).dividedBy(2);
    WireFrame request = stage.delay(delay.toMillis(), 10);
    long connected = System.nanoTime();
    Probe probe = stage.connect(server);
    long sent = System.nanoTime();
    long answered =
        expectInTime(probe, clock, connected, request.bytes(), () -> probe.expect(request.reply()));
    new ClockWindow(clock, earliestEnd(sent, delay), answered).expectTimeout(probe);
  }

  private static void speaksSeldom(Stage stage, RunningServer server, Duration clock) {
    long since = System.nanoTime();
    Probe probe = stage.connect(server);
    for (int halves = 0; halves < 8; halves++) {
      // An ERROR is a reply, too.
      WireFrame echo = stage.echo(10);
      WireFrame request = halves < 4 ? echo : new WireFrame(0x20, echo.id(), echo.payload());
      Pause.of(clock.dividedBy(2));
      long sending = System.nanoTime();
      expectInTime(probe, clock, since, request.bytes(), () -> answer(probe, request));
      since = sending;
    }
  }

  /** Of a server that was started here it is known that its frame clock is longer. */
  private static void pausesInMidFrame(Stage stage, RunningServer server, Duration idleClock) {
    if (!stage.target().starts()) {
      return;
    }
    WireFrame echo = stage.echo(100);
    byte[] bytes = echo.bytes();
    Probe probe = stage.connect(server);
    probe.sendBytes(Arrays.copyOf(bytes, 50));
    Pause.of(idleClock.multipliedBy(5).dividedBy(2));
    probe.trySend(Arrays.copyOfRange(bytes, 50, bytes.length));
    try {
      probe.expect(echo.reply());
    } catch (Mismatch cut) {
      throw cut.because(
          "The idle clock ran on in the middle of a frame, where only the frame clock does.");
    }
  }

  private static long answer(Probe probe, WireFrame request) {
    if (request.type() == WireFrame.ECHO) {
      return probe.expect(request.reply());
    }
    probe.expectError(Code.UNKNOWN_TYPE, request.id());
    return System.nanoTime();
  }

  /** Frames that drip, from the first byte on or behind the header, much longer than the clock. */
  @Scenario(
      id = "R04",
      title = "a frame that drips is cut, one that pauses is not",
      rules = {"R6.3", "R6.5", "R6.6"},
      slow = true)
  default void r04_slow_drip(Stage stage) {
    RunningServer server = stage.server(o -> o.frameTimeout(ClockWindow.SHORT));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::frameTimeout);
    WireFrame echo = stage.echo(10);
    Duration waits = clock.multipliedBy(3).dividedBy(2);
    WireFrame delay = stage.delay(waits.toMillis(), 10);
    stage.sideBySide(
        List.of(
            () -> Punctual.play(() -> drips(stage, server, clock, 1)),
            () -> Punctual.play(() -> drips(stage, server, clock, WireFrame.HEADER_BYTES)),
            () -> Punctual.play(() -> stopsHalfWay(stage, server, clock, echo, Duration.ZERO)),
            () -> Punctual.play(() -> stopsHalfWay(stage, server, clock, delay, waits)),
            () -> Punctual.play(() -> pausesHalfWay(stage, server, clock)),
            () -> Punctual.play(() -> neverBetweenFrames(stage, server, clock))));
  }

  /** Sends the first bytes of a frame at once, and of the rest one in each third of the clock. */
  private static void drips(Stage stage, RunningServer server, Duration clock, int first) {
    byte[] frame = stage.echo(100).bytes();
    Duration third = clock.dividedBy(3);
    Probe probe = stage.connect(server);
    long before = System.nanoTime();
    probe.sendBytes(Arrays.copyOf(frame, first));
    var window = new ClockWindow(clock, before, System.nanoTime());
    int sent = first;
    Received next = probe.next(third);
    while (next instanceof Received.Nothing && window.left().compareTo(third) > 0) {
      probe.trySend(new byte[] {frame[sent++]});
      next = probe.next(third);
    }
    window.judge(
        probe,
        next,
        "Never cut, though it took %d bytes one by one, each %d ms after the one before: a timeout"
                .formatted(sent - first, third.toMillis())
            + " for each read starts anew with every byte.");
  }

  /** Sends a request and the half of another in one write; the half is never made whole. */
  private static void stopsHalfWay(
      Stage stage, RunningServer server, Duration clock, WireFrame request, Duration delay) {
    byte[] whole = WireFrame.bytes(List.of(request, stage.echo(100)));
    Probe probe = stage.connect(server);
    long sent = System.nanoTime();
    probe.sendBytes(Arrays.copyOf(whole, request.bytes().length + 50));
    long answered = probe.expect(request.reply());
    new ClockWindow(clock, earliestEnd(sent, delay), answered).expectTimeout(probe);
  }

  /** Is silent before each of several frames, and pauses in the middle of it. */
  private static void pausesHalfWay(Stage stage, RunningServer server, Duration clock) {
    Probe probe = stage.connect(server);
    for (int half : new int[] {5, 50, 100}) {
      WireFrame echo = stage.echo(100);
      byte[] bytes = echo.bytes();
      Pause.of(clock.multipliedBy(3).dividedBy(4));
      long begun = System.nanoTime();
      probe.sendBytes(Arrays.copyOf(bytes, half));
      byte[] rest = Arrays.copyOfRange(bytes, half, bytes.length);
      Pause.of(clock.dividedBy(2));
      expectInTime(probe, clock, begun, rest, () -> probe.expect(echo.reply()));
    }
  }

  /** Has half a frame on its way all the time, of another one each time. */
  private static void neverBetweenFrames(Stage stage, RunningServer server, Duration clock) {
    Probe probe = stage.connect(server);
    List<WireFrame> echoes = Stream.generate(() -> stage.echo(91)).limit(6).toList();
    byte[] bytes = WireFrame.bytes(echoes);
    int whole = bytes.length / echoes.size();
    long begun = System.nanoTime();
    probe.sendBytes(Arrays.copyOf(bytes, whole / 2));
    for (int i = 0; i + 1 < echoes.size(); i++) {
      WireFrame echo = echoes.get(i);
      int from = i * whole + whole / 2;
      Pause.of(clock.dividedBy(2));
      long sending = System.nanoTime();
      byte[] next = Arrays.copyOfRange(bytes, from, from + whole);
      expectInTime(probe, clock, begun, next, () -> probe.expect(echo.reply()));
      begun = sending;
    }
  }

  /** Replies around DELAYs that are longer than every clock, and half a frame behind them. */
  @Scenario(
      id = "R17",
      title = "no clock runs while a DELAY waits",
      rules = {"R6.5"},
      slow = true)
  default void r17_delays_and_clocks(Stage stage) {
    Duration clock = ClockWindow.SHORT;
    RunningServer server =
        stage.server(o -> o.idleTimeout(clock).frameTimeout(clock).writeTimeout(clock));
    long millis = 2 * ClockWindow.of(stage, server, ServerOptions::writeTimeout).toMillis();
    stage.sideBySide(
        List.of(
            () -> Punctual.play(() -> waitsForDelays(stage, server, millis, 0)),
            () -> Punctual.play(() -> waitsForDelays(stage, server, millis, 50))));
  }

  private static void waitsForDelays(Stage stage, RunningServer server, long millis, int more) {
    List<WireFrame> requests =
        List.of(stage.echo(10), stage.delay(millis, 10), stage.echo(10), stage.delay(millis, 0));
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(WireFrame.bytes(requests));
    bytes.write(stage.echo(100).bytes(), 0, more);
    Probe probe = stage.connect(server);
    probe.sendBytes(bytes.toByteArray());
    try {
      requests.forEach(request -> probe.expect(request.reply()));
    } catch (Mismatch cut) {
      throw cut.because(
          "A clock ran out while a DELAY waited: the client is blamed for the server's own time.");
    }
  }

  /** A DELAY may end early by a millisecond: a server's clock may be as coarse. */
  private static long earliestEnd(long sent, Duration delay) {
    return sent + Math.max(0, delay.minusMillis(1).toNanos());
  }

  /**
   * Sends what stops a clock that runs since {@code since}, and expects the reply: the clock must
   * not have fired.
   *
   * @return when the reply came
   */
  private static long expectInTime(
      Probe probe, Duration clock, long since, byte[] bytes, LongSupplier reply) {
    probe.trySend(bytes);
    long sent = System.nanoTime();
    try {
      return reply.getAsLong();
    } catch (Mismatch cut) {
      ClockWindow.requireStoppedEarly(clock, since, sent);
      throw cut.because(
          "The clock of %d ms did not start anew: what was sent %d ms after it had started should"
                  .formatted(clock.toMillis(), Timing.millisBetween(since, sent))
              + " have stopped it.");
    }
  }
}
