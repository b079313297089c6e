// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.time.Duration;

/**
 * Time to wait for what must come. It is counted in short slices, each of them at most for a little
 * more than it should have taken: a machine that holds the whole suite up for seconds has not given
 * the server that time either, and nothing is to be blamed on it. Belongs to one thread.
 */
final class Patience {

  static final Duration SLICE = Duration.ofMillis(100);
  private static final long MOST_FOR_A_SLICE = 2 * SLICE.toNanos();

  private final long start = System.nanoTime();
  private long last = start;
  private long left;

  Patience(Duration limit) {
    left = limit.toNanos();
  }

  /** Returns how long to wait before the next {@link #spend}, in milliseconds, at least 1. */
  int sliceMillis() {
    return (int) Math.max(1, Math.min(left, SLICE.toNanos()) / 1_000_000);
  }

  /** Takes off what has passed since the last call, but no more than two slices. */
  void spend() {
    long now = System.nanoTime();
    left -= Math.min(now - last, MOST_FOR_A_SLICE);
    last = now;
  }

  boolean isOver() {
    return left <= 0;
  }

  /** Returns how many milliseconds have really passed. */
  long waitedMillis() {
    return (last - start) / 1_000_000;
  }
}
