// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A moment that a call must not outlast, however many reads it takes. Zero means: none. */
final class Deadline {

  private final Duration limit;
  private final long start = System.nanoTime();

  Deadline(Duration limit) {
    this.limit = limit;
  }

  /** Returns a duration as the socket takes it: in whole milliseconds, 0 for ever. */
  static int millis(Duration duration) {
    if (duration.isZero()) {
      return 0;
    }
    // Rounded up: a timeout must not come early.
    return Math.clamp(Math.ceilDiv(duration.toNanos(), 1_000_000), 1, Integer.MAX_VALUE);
  }

  boolean passed() {
    return !limit.isZero() && System.nanoTime() - start >= limit.toNanos();
  }

  /**
   * Returns the time that is left, as the timeout of one read.
   *
   * @throws SocketTimeoutException if none is left
   */
  int remainingMillis() throws SocketTimeoutException {
    if (limit.isZero()) {
      return 0;
    }
    if (passed()) {
      throw new SocketTimeoutException();
    }
    return millis(limit.minusNanos(System.nanoTime() - start));
  }

  /** Runs {@code action} at the deadline on a thread of the JDK, unless cancelled before. */
  Future<?> alarm(Runnable action) {
    var alarm = new CompletableFuture<Void>();
    if (!limit.isZero()) {
      alarm.completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS);
      var _ = alarm.thenRun(action);
    }
    return alarm;
  }
}
