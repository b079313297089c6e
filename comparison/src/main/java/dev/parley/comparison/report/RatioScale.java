// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Ratio;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** A logarithmic axis of ratios: half as much is as far from 1 as twice as much. */
final class RatioScale {

  private static final double WIDEST = 16;
  private static final double MARGIN = 1.1;

  private final double low;
  private final double high;

  private RatioScale(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** Returns one that has all of these on it, and the way from a half to two in any case. */
  static RatioScale of(Collection<Ratio> ratios) {
    double low = ratios.stream().mapToDouble(Ratio::low).min().orElse(1);
    double high = ratios.stream().mapToDouble(Ratio::high).max().orElse(1);
    return new RatioScale(
        Math.max(1 / WIDEST, Math.min(0.5, low)) / MARGIN,
        Math.min(WIDEST, Math.max(2, high)) * MARGIN);
  }

  /** Returns where a ratio stands, from 0 to 1; one that is beyond an end stands at it. */
  double place(double ratio) {
    double place = Math.log(ratio / low) / Math.log(high / low);
    return Math.clamp(place, 0, 1);
  }

  /** Returns the powers of two that are on it. */
  List<Double> marks() {
    return IntStream.rangeClosed(-4, 4)
        .mapToObj(power -> Math.pow(2, power))
        .filter(mark -> mark >= low && mark <= high)
        .toList();
  }

  /** Returns how a mark is written. */
  static String text(double mark) {
    return mark < 1 ? "1/" + Math.round(1 / mark) : String.valueOf(Math.round(mark));
  }
}
