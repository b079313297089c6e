// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import java.util.Arrays;
import java.util.Random;

/** Medians, and how sure they are. */
final class Statistics {

  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;

  private Statistics() {}

  /**
   * A median and the interval in which it lies with a probability of 95 %; of fewer than six values
   * the interval has all of them, and the probability is less.
   *
   * @param median the median
   * @param low where the interval begins
   * @param high where it ends
   */
  record Estimate(double median, double low, double high) {}

  /** Returns the median; the values are not empty. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Returns the median and its interval, by bootstrap: medians of values drawn from these. */
  static Estimate estimate(double[] values, long seed) {
    var random = new Random(seed);
    double[] medians = new double[RESAMPLES];
    double[] drawn = new double[values.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = values[random.nextInt(values.length)];
      }
      medians[i] = median(drawn);
    }
    Arrays.sort(medians);
    int low = (int) (TAIL * RESAMPLES);
    return new Estimate(median(values), medians[low], medians[RESAMPLES - 1 - low]);
  }

  /**
   * Returns the slope of a line through points, by Theil and Sen: one stray point moves it little.
   */
  static double slope(double[] x, double[] y) {
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
      }
    }
    return median(slopes);
  }
}
