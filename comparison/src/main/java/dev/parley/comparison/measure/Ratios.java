// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Latency;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Compares cells block by block. */
final class Ratios {

  private static final double TRIFLE = 0.03;

  private static final Map<String, Function<Sample, Optional<Double>>> FIGURES =
      new TreeMap<>(
          Map.of(
              "messagesPerSecond",
              sample -> Optional.of(sample.messagesPerSecond()),
              "serverMicros",
              sample -> Optional.ofNullable(sample.serverMicros()),
              "p99",
              sample -> Optional.ofNullable(sample.latency()).map(Latency::p99)));

  private final long seed;

  Ratios(long seed) {
    this.seed = seed;
  }

  /** Returns all figures of a cell against those of the baseline's cell at the same workload. */
  List<Ratio> of(Cell cell, Cell baseline) {
    List<Ratio> ratios = new ArrayList<>();
    FIGURES.forEach((figure, value) -> {
      double[] pairs = pairs(cell, baseline, value);
      if (pairs.length > 0) {
        ratios.add(ratio(figure, cell, baseline.subject(), pairs));
      }
    });
    return ratios;
  }

  private Ratio ratio(String figure, Cell cell, String baseline, double[] pairs) {
    Statistics.Estimate estimate = Statistics.estimate(pairs, seed);
    boolean apart = estimate.low() > 1 || estimate.high() < 1;
    return new Ratio(
        cell.workload(),
        figure,
        cell.subject(),
        baseline,
        pairs.length,
        estimate.median(),
        estimate.low(),
        estimate.high(),
        pairs.length >= Ratio.FEWEST_BLOCKS && apart && Math.abs(estimate.median() - 1) > TRIFLE);
  }

  private static double[] pairs(
      Cell cell, Cell baseline, Function<Sample, Optional<Double>> figure) {
    return cell.samples().stream()
        .flatMap(sample ->
            baseline.samples().stream()
                .filter(other -> other.block() == sample.block())
                .flatMap(other -> quotient(figure.apply(sample), figure.apply(other)).stream()))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static Optional<Double> quotient(Optional<Double> one, Optional<Double> other) {
    return other.filter(value -> value > 0).flatMap(value -> one.map(part -> part / value));
  }
}
