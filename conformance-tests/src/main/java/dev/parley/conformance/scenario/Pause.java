// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;

/** Time that passes on purpose: a client that pauses. Nothing is waited for here. */
final class Pause {

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
