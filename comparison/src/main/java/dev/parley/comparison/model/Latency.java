// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

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
 * @param histogram all of them, in nanoseconds: an HdrHistogram, compressed, in Base64; null where
 *     it was left out
 */
public record Latency(
    long count,
    double p50,
    double p90,
    double p99,
    double p999,
    double max,
    double mean,
    @Nullable String histogram) {

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
    several.forEach(one -> sum.add(one.nanos().orElseThrow()));
    return of(sum);
  }

  /**
   * Returns the histogram, in nanoseconds; nothing where it was left out.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public Optional<Histogram> nanos() {
    return Optional.ofNullable(histogram).map(Histograms::decode);
  }

  /**
   * Reads the histogram, if there is one, to see whether that can be done.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public void requireReadable() {
    var _ = nanos();
  }

  /** Returns the same without its histogram. */
  Latency brief() {
    return new Latency(count, p50, p90, p99, p999, max, mean, null);
  }
}
