// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import java.time.Duration;

/** Margins that scenarios share. */
final class Timing {

  /** How long to listen for what must not come. */
  static final Duration QUIET = Duration.ofMillis(100);

  /** How long a sender may make no progress before it counts as stuck. */
  static final Duration STUCK = Duration.ofMillis(250);

  private Timing() {}

  static long millisBetween(long fromNanos, long toNanos) {
    return (toNanos - fromNanos) / 1_000_000;
  }
}
