// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one subject did at one workload.
 *
 * @param workload the workload's id
 * @param subject the subject's name
 * @param samples one for each block in which it was measured, in their order
 * @param latency that of all samples together, by their histograms; null where none was taken
 */
public record Cell(
    String workload, String subject, List<Sample> samples, @Nullable Latency latency) {

  /** Copies the list. */
  public Cell {
    Lists.require(workload, "cell", "workload");
    Lists.require(subject, "cell", "subject");
    samples = Lists.copy(samples);
  }

  /** Returns the cell of these samples, with their latencies put together. */
  public static Cell of(String workload, String subject, List<Sample> samples) {
    List<Latency> latencies =
        samples.stream().map(Sample::latency).filter(Objects::nonNull).toList();
    return new Cell(
        workload, subject, samples, latencies.isEmpty() ? null : Latency.together(latencies));
  }

  /** Returns the median of one figure over the blocks that have it; nothing where none has. */
  public OptionalDouble median(Function<Sample, ? extends @Nullable Number> figure) {
    double[] sorted =
        samples.stream()
            .map(sample -> Optional.ofNullable((Number) figure.apply(sample)))
            .flatMap(Optional::stream)
            .mapToDouble(Number::doubleValue)
            .sorted()
            .toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  /** Returns the same without histograms. */
  Cell brief() {
    return new Cell(
        workload,
        subject,
        samples.stream().map(Sample::brief).toList(),
        latency == null ? null : latency.brief());
  }

  /** Returns whether the generator was the limit in at least half of the blocks. */
  public boolean clientBound() {
    return !samples.isEmpty()
        && 2 * samples.stream().filter(Sample::clientBound).count() >= samples.size();
  }
}
