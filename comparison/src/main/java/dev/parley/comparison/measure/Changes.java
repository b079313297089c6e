// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Change;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a run with an earlier one. */
public final class Changes {

  private Changes() {}

  /** Returns the comparison with what has changed in it since an earlier one. */
  public static Comparison against(Comparison earlier, Comparison now) {
    List<Change> changes = new ArrayList<>();
    Set<String> atARate =
        now.workloads().stream()
            .filter(workload -> workload.rate() != null)
            .map(Workload::id)
            .collect(Collectors.toSet());
    for (Cell cell : now.cells()) {
      earlier.cells().stream()
          // What is sent at a rate is answered at it, or not: it tells no more than the rate.
          .filter(old -> !atARate.contains(old.workload()))
          .filter(old -> old.workload().equals(cell.workload()))
          .filter(old -> old.subject().equals(cell.subject()))
          .findFirst()
          .ifPresent(old -> add(changes, earlier, old, now, cell));
    }
    return new Comparison(
        now.format(),
        now.machine(),
        now.run(),
        now.subjects(),
        now.workloads(),
        now.cells(),
        now.memory(),
        now.growth(),
        now.bystanders(),
        now.ratios(),
        now.sameTwice(),
        changes);
  }

  private static void add(
      List<Change> changes, Comparison earlier, Cell old, Comparison now, Cell cell) {
    OptionalDouble before = old.median(Sample::messagesPerSecond);
    OptionalDouble after = cell.median(Sample::messagesPerSecond);
    if (before.isPresent() && after.isPresent() && before.getAsDouble() > 0) {
      changes.add(
          new Change(
              cell.workload(),
              cell.subject(),
              before.getAsDouble(),
              after.getAsDouble(),
              after.getAsDouble() / before.getAsDouble(),
              relative(earlier, now, cell)));
    }
  }

  private static @Nullable Double relative(Comparison earlier, Comparison now, Cell cell) {
    Ratio before = toBaseline(earlier, cell).orElse(null);
    Ratio after = toBaseline(now, cell).orElse(null);
    return before == null || after == null || !before.baseline().equals(after.baseline())
        ? null
        : (Double) (after.median() / before.median());
  }

  private static Optional<Ratio> toBaseline(Comparison comparison, Cell cell) {
    return comparison.ratios().stream()
        .filter(ratio -> ratio.workload().equals(cell.workload()))
        .filter(ratio -> ratio.subject().equals(cell.subject()))
        .filter(ratio -> ratio.figure().equals("messagesPerSecond"))
        .findFirst();
  }
}
