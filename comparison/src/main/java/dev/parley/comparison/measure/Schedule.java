// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import java.time.Duration;

/** How far a comparison has come, and how long it will take. */
final class Schedule {

  private static final double NANOS = 1e9;

  private final double total;
  private final long begin = System.nanoTime();
  private double planned;

  /** Begins with a plan of so many seconds. */
  Schedule(double total) {
    this.total = total;
  }

  /** A step is done that was planned to take so long. */
  void done(double seconds) {
    planned += seconds;
  }

  /** Returns how much of the work is done, 0 to 1. */
  double done() {
    return Math.min(1, planned / total);
  }

  /** Returns how long it has taken so far, in seconds. */
  double seconds() {
    return (System.nanoTime() - begin) / NANOS;
  }

  /** Returns how long the rest takes if it goes on as it has so far, and as planned at first. */
  Duration left() {
    double rest = Math.max(0, total - planned);
    double pace = planned < total / 20 ? 1 : seconds() / planned;
    return Duration.ofSeconds(Math.round(rest * pace));
  }
}
