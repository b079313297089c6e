// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Names;
import dev.parley.conformance.wire.Probe;
import java.time.Duration;

/** The end behind a fatal ERROR, for a client that has not noticed yet (rule R7.4). */
final class OrderlyEnd {

  /** What a server has to put up with, in bytes. */
  static final int JUNK = 128 * 1024;

  /** How long it lasts at least, for a client that stays (rule R7.3). */
  static final Duration SHORTEST = Duration.ofMillis(500);

  /** And as long at most. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  private static final int WRITES = 4;
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(30);
  private static final Duration PROTECTED = Duration.ofMillis(300);

  private OrderlyEnd() {}

  /**
   * Sends on behind the ERROR that was just read, expects all of it to be taken, and the end.
   *
   * @param told when the ERROR may have been sent at the earliest, in nanoseconds: read it may have
   *     been much later
   */
  static void expectWhileSending(Probe probe, long told) {
    for (int i = 0; i < WRITES; i++) {
      if (!probe.trySend(new byte[JUNK / WRITES])) {
        Pause.requireShorter(PROTECTED, told, System.nanoTime());
        throw reset(i * (JUNK / WRITES), millisBetween(told, System.nanoTime()));
      }
      Pause.of(BETWEEN_WRITES);
    }
    probe.expectEnd();
  }

  private static Mismatch reset(int bytes, long millis) {
    return new Mismatch(
            "a connection that takes 128 KiB within 300 ms of the ERROR",
            "a reset after %s, at most %d ms behind the ERROR"
                .formatted(Names.count(bytes, "byte"), millis))
        .because("The server closed behind its ERROR instead of reading on for a while.");
  }
}
