// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ServerOptions;
import java.time.Duration;
import java.util.function.Function;

/**
 * When a clock of T may fire: not earlier than T and not later than 2T + 500 ms (rule R6.6). From
 * outside the clock's start is known only as a span, so that the first counts from the span's
 * begin, and the second from its end.
 *
 * @param clock T
 * @param earliestStart when the clock may have started at the earliest, in nanoseconds
 * @param latestStart when it must have started
 */
record ClockWindow(Duration clock, long earliestStart, long latestStart) {

  /** The time of a clock that a scenario is about. */
  static final Duration SHORT = Duration.ofMillis(400);

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration LATE = Duration.ofMillis(500);
  private static final Duration TO_TELL_LATE_FROM_NEVER = Duration.ofSeconds(1);

  /** Returns a server's clock; a long one of a server that already runs makes the scenario moot. */
  static Duration of(Stage stage, RunningServer server, Function<ServerOptions, Duration> setting) {
    Duration clock = setting.apply(server.options());
    stage.requireApplicable(
        clock.isPositive() && clock.compareTo(LONGEST) <= 0,
        "it waits for a clock, and has no patience for one of %d ms".formatted(clock.toMillis()));
    return clock;
  }

  /**
   * Takes the blame for a clock that fired although the suite stopped it in time by its own
   * account, but so late that the server may have seen it too late.
   *
   * @param fromNanos when the clock started
   * @param toNanos when the suite stopped it
   * @throws HarnessFault if three quarters of the clock have passed between both
   */
  static void requireStoppedEarly(Duration clock, long fromNanos, long toNanos) {
    Pause.requireShorter(clock.multipliedBy(3).dividedBy(4), fromNanos, toNanos);
  }

  /** Expects ERROR TIMEOUT with id 0 next, within the window, and the end behind it. */
  void expectTimeout(Probe probe) {
    judge(probe, probe.next(left()), "The connection is never cut: does this clock run at all?");
  }

  /** Expects an end, in whatever way and behind whatever bytes, within the window. */
  void expectGone(Probe probe, String ifNever) {
    judgeGone(probe, probe.skipToEnd(left()), ifNever);
  }

  /** Requires that what came is an end, in whatever way, within the window. */
  void judgeGone(Probe probe, Received next, String ifNever) {
    if (next instanceof Received.Nothing) {
      throw wrong("an end", probe, next).because(ifNever);
    }
    boolean ended = next instanceof Received.End || next instanceof Received.Reset;
    if (!ended || next.nanos() < earliestStart + clock.toNanos() || next.nanos() > latest()) {
      throw wrong("an end", probe, next);
    }
  }

  /** Returns how long it is worth while to wait: a while longer than the window. */
  Duration left() {
    long left = latest() + TO_TELL_LATE_FROM_NEVER.toNanos() - System.nanoTime();
    return Duration.ofNanos(Math.max(1, left));
  }

  /**
   * Requires that what came is ERROR TIMEOUT with id 0, within the window, and expects the orderly
   * end, of which a client that sends at that very moment sees no reset.
   *
   * @param ifNever the likely cause where nothing came
   */
  void judge(Probe probe, Received next, String ifNever) {
    if (next instanceof Received.Nothing) {
      throw wrong(probe, next).because(ifNever);
    }
    if (!isTimeout(next)) {
      throw wrong(probe, next);
    }
    if (next.nanos() < earliestStart + clock.toNanos()) {
      throw wrong(probe, next)
          .because("The clock started too early, or ran while it should not (rule R6.5).");
    }
    if (next.nanos() > latest()) {
      throw wrong(probe, next)
          .because("The clock was looked at too seldom, or something restarted it.");
    }
    OrderlyEnd.expectWhileSending(probe, next.nanos());
  }

  private long latest() {
    return latestStart + clock.multipliedBy(2).plus(LATE).toNanos();
  }

  private Mismatch wrong(Probe probe, Received next) {
    return wrong("ERROR TIMEOUT with id 0", probe, next);
  }

  private Mismatch wrong(String right, Probe probe, Received next) {
    String expected =
        "%s, %d to %d ms after the clock started"
            .formatted(right, clock.toMillis(), 2 * clock.toMillis() + LATE.toMillis());
    long after = millisBetween(earliestStart, next.nanos());
    if (next instanceof Received.Nothing(int partial, long _, long nanos)) {
      // The last of several waits is not what has been too long.
      return probe.mismatch(expected, new Received.Nothing(partial, after, nanos));
    }
    Mismatch seen = probe.mismatch(expected, next);
    return new Mismatch(
        seen.expected(), seen.actual() + ", after " + after + " ms", seen.evidence());
  }

  private static boolean isTimeout(Received next) {
    return next instanceof Received.Frame(WireFrame frame, long _)
        && frame.errorCode() == Code.TIMEOUT
        && frame.id() == 0;
  }
}
