// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Change;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Compares a run with an earlier one. */
public final class Changes {

  private Changes() {}

  /** Returns the comparison with what has changed in it since an earlier one. */
  public static Comparison against(Comparison earlier, Comparison now) {
    List<Change> changes = new ArrayList<>();
    for (Cell cell : now.cells()) {
      earlier.cells().stream()
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
              toBaseline(now, cell) / toBaseline(earlier, old)));
    }
  }

  private static double toBaseline(Comparison comparison, Cell cell) {
    return comparison.ratios().stream()
        .filter(ratio -> ratio.workload().equals(cell.workload()))
        .filter(ratio -> ratio.subject().equals(cell.subject()))
        .filter(ratio -> ratio.figure().equals("messagesPerSecond"))
        .mapToDouble(Ratio::median)
        .findFirst()
        .orElse(1);
  }
}
