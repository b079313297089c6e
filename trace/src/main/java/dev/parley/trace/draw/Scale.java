// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import dev.parley.trace.model.Timeline;
import java.util.List;

/**
 * The time that pictures show; one for all, so that they can be compared.
 *
 * @param nanos from the beginning of the script to the right edge
 */
public record Scale(long nanos) {

  static final long MILLI = 1_000_000;

  private static final long STEP = 50 * MILLI;
  private static final long SHORTEST = 550 * MILLI;

  /** Returns the scale on which all of them can be shown. */
  public static Scale of(List<Timeline> all) {
    long longest = all.stream().mapToLong(Timeline::length).max().orElse(0);
    return new Scale(Math.max(SHORTEST, Math.ceilDiv(longest, STEP) * STEP));
  }

  /** Returns a time in milliseconds. */
  static double millis(long nanos) {
    return (double) nanos / MILLI;
  }
}
