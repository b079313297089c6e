// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.wire.Mismatch;
import java.time.Duration;

/** The processor time of a server of which nobody wants anything (rules R10.2 and R10.3). */
final class Rest {

  /** How long the processor time is counted. */
  static final Duration WINDOW = Duration.ofSeconds(1);

  /**
   * How much of that a server may use, in milliseconds. One that spins uses all that it can get:
   * little, where those of the other scenarios spin beside it.
   */
  private static final long MOST_MILLIS = 50;

  /** How many windows it has to come to rest in: a program that has just started is busy. */
  private static final int MOST_WINDOWS = 8;

  /** What uses so much, in that many windows on end, spins: more windows would show no more. */
  private static final long SPINNING_MILLIS = 900;

  private static final int SPINS = 3;

  /** Longer than all windows: what has to wait that long can be seen to wait in each of them. */
  static final Duration ALL_WINDOWS = WINDOW.multipliedBy(MOST_WINDOWS + 1);

  private Rest() {}

  /**
   * Requires that the server comes to rest.
   *
   * @param cause what may keep it from that
   */
  static void require(ServerProcess server, String cause) {
    long least = Long.MAX_VALUE;
    int windows = 0;
    for (int spun = 0; windows < MOST_WINDOWS && spun < SPINS; windows++) {
      Duration before = server.figures().processorTime();
      Pause.of(WINDOW);
      long used = server.figures().processorTime().minus(before).toMillis();
      if (used < MOST_MILLIS) {
        return;
      }
      least = Math.min(least, used);
      spun = used < SPINNING_MILLIS ? 0 : spun + 1;
    }
    throw new Mismatch(
            "less than %d ms of processor time in a second in which nobody wants anything"
                .formatted(MOST_MILLIS),
            "%d ms in the quietest of %d seconds".formatted(least, windows))
        .because(cause);
  }
}
