// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.comparison.model.Latency;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The time that is measured, the one before in which all warms up, and what is counted. Belongs to
 * one thread, but for {@link #stop}.
 */
final class Window {

  private static final double NANOS = 1e9;
  private static final long LONGEST = 60_000_000_000L;

  private final long warm;
  private final long measured;
  private final Meter meter;
  private final Histogram latencies = new Histogram(LONGEST, 3);
  private volatile boolean stopped;
  private boolean measuring;
  private long begin;
  private long end;
  private long messages;
  private long errors;
  private long lost;
  private @Nullable String error;
  private Meter.Reading reading = Meter.Reading.NONE;

  Window(double warmSeconds, double measuredSeconds, Meter meter) {
    this.warm = (long) (warmSeconds * NANOS);
    this.measured = (long) (measuredSeconds * NANOS);
    this.meter = meter;
  }

  /** Ends it early; what is counted stays. May be called by any thread. */
  void stop() {
    stopped = true;
  }

  /** Begins to warm up. */
  void open(long now) {
    begin = now;
  }

  /** Returns whether there is more to do; begins to measure when it is time. */
  boolean goesOn(long now) {
    if (stopped) {
      return false;
    }
    if (measuring) {
      return now - begin < measured;
    }
    if (now - begin >= warm) {
      meter.begin();
      measuring = true;
      begin = System.nanoTime();
    }
    return true;
  }

  /** Counts a reply; how long it took counts if its request is one of the time that is measured. */
  void answered(long since, long now) {
    if (measuring) {
      messages++;
      remember(since, now);
    }
  }

  /**
   * Ends it at that time, before anything is closed: what is due later belongs to no window,
   * however long it takes to close what was open.
   */
  void end(long now) {
    if (measuring) {
      end = now;
      reading = meter.end();
    }
  }

  /** Counts a request that has no answer at the end: it took so long at least. */
  void waited(long since) {
    if (measuring) {
      remember(since, end);
    }
  }

  private void remember(long since, long now) {
    if (since - begin >= 0) {
      latencies.recordValue(Math.min(Math.max(0, now - since), LONGEST));
    }
  }

  /** Counts requests without an answer. */
  void lose(int count) {
    lost += count;
  }

  /** Counts an error; the first one is told. */
  void fail(String text) {
    errors++;
    if (error == null) {
      error = text;
    }
  }

  /** Returns what came of it. */
  LoadResult result() {
    double seconds = measuring ? (end - begin) / NANOS : 0;
    return new LoadResult(
        seconds,
        messages,
        seconds > 0 ? messages / seconds : 0,
        errors,
        lost,
        error,
        seconds > 0 ? reading.generatorNanos() / NANOS / seconds : 0,
        reading.othersBusy(),
        reading.server(),
        latencies.getTotalCount() == 0 ? null : Latency.of(latencies),
        stopped);
  }
}
