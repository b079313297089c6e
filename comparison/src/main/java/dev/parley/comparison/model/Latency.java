// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long replies took.
 *
 * @param count how many
 * @param p50 half of them took no longer, in microseconds
 * @param p90 nine of ten
 * @param p99 of a hundred, all but one
 * @param p999 of a thousand, all but one
 * @param max the longest
 * @param mean the arithmetic mean
 * @param histogram all of them, in nanoseconds: an HdrHistogram, compressed, in Base64
 */
public record Latency(
    long count,
    double p50,
    double p90,
    double p99,
    double p999,
    double max,
    double mean,
    String histogram) {

  /** Refuses one without its histogram. */
  public Latency {
    Lists.require(histogram, "latency", "histogram");
  }

  private static final double NANOS = 1_000;

  /** Returns what a histogram of nanoseconds says. */
  public static Latency of(Histogram nanos) {
    return new Latency(
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / NANOS,
        nanos.getValueAtPercentile(90) / NANOS,
        nanos.getValueAtPercentile(99) / NANOS,
        nanos.getValueAtPercentile(99.9) / NANOS,
        nanos.getMaxValue() / NANOS,
        nanos.getMean() / NANOS,
        Histograms.encode(nanos));
  }

  /** Returns several as one, made of their histograms. */
  public static Latency together(List<Latency> several) {
    Histogram sum = Histograms.empty();
    several.forEach(one -> sum.add(one.nanos()));
    return of(sum);
  }

  /**
   * Returns the histogram, in nanoseconds.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public Histogram nanos() {
    return Histograms.decode(histogram);
  }
}
