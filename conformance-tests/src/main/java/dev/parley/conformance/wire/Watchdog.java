// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Cuts what takes too long: a blocked write has no timeout of its own. Thread-safe. */
public final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("parley-suite-watchdog").unstarted(task));

  /** Makes a watchdog; its thread starts with the first limit. */
  public Watchdog() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs {@code cut} after {@code limit} unless the future is cancelled before. As {@link Patience}
   * does it counts short slices, so that a machine that holds the suite up delays it too.
   */
  public Future<?> limit(Duration limit, Runnable cut) {
    var slices = new AtomicLong(limit.dividedBy(Patience.SLICE) + 1);
    long slice = Patience.SLICE.toMillis();
    return timer.scheduleWithFixedDelay(
        () -> {
          if (slices.decrementAndGet() == 0) {
            cut.run();
          }
        },
        slice,
        slice,
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
