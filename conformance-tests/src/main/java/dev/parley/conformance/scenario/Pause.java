// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Task;
import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;

/** Time that passes on purpose: a client that pauses. Nothing is waited for here. */
final class Pause {

  private static final int MOST_TRIES = 3;

  private Pause() {}

  /** Lets this time pass, never less. */
  static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a client paused", e);
    }
  }

  /**
   * Plays a part of a scenario, and plays it again where the suite was too slow for it to prove
   * anything. What the server does wrong is thrown at once.
   *
   * @throws HarnessFault if the suite was too slow again and again
   */
  static void punctually(Task part) throws Exception {
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      try {
        part.run();
        return;
      } catch (HarnessFault tooSlow) {
        // Another process had the processors; next time it may not.
      }
    }
    part.run();
  }

  /**
   * Takes the blame for what a pause led to that was longer than the rule allows.
   *
   * @throws HarnessFault if {@code limit} has passed between both moments
   */
  static void requireShorter(Duration limit, long fromNanos, long toNanos) {
    if (toNanos - fromNanos >= limit.toNanos()) {
      throw new HarnessFault(
          "this machine held the suite up: a pause of less than %d ms took %d ms"
              .formatted(limit.toMillis(), millisBetween(fromNanos, toNanos)),
          null);
    }
  }
}
