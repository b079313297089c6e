// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.model.Change;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Growth;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.SameTwice;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** What there is to say below the tables of a comparison. */
final class ComparisonNotes {

  private final PrintStream out;

  ComparisonNotes(PrintStream out) {
    this.out = out;
  }

  void print(Comparison all) {
    out.println();
    out.println("~ no difference to tell from chance; * the generator was the limit.");
    SameTwice twice = all.sameTwice();
    if (twice != null) {
      print(twice);
    }
    all.growth().stream().filter(growth -> growth.error() != null).forEach(this::print);
    all.changes().forEach(this::print);
    all.run().notes().forEach(note -> out.println("Note: " + OneLine.of(note)));
    if (all.run().quick()) {
      out.println("This was a quick run: the figures are indicative.");
    }
  }

  private void print(SameTwice twice) {
    String pairs =
        twice.ratios().stream()
            .filter(ratio -> ratio.figure().equals("messagesPerSecond"))
            .map(ComparisonNotes::interval)
            .collect(Collectors.joining(", "));
    out.println("%s measured twice, ratio of both: %s.".formatted(twice.subject(), pairs));
  }

  private static String interval(Ratio ratio) {
    String median = "%s %.2f ".formatted(ratio.workload(), ratio.median());
    return ratio.blocks() == 1
        ? median + "(one block)"
        : median + "(%.2f to %.2f)".formatted(ratio.low(), ratio.high());
  }

  private void print(Growth growth) {
    String how = OneLine.of(String.valueOf(growth.error()));
    out.println(
        "%s ends at %,d connections: %s.".formatted(growth.subject(), growth.reached(), how));
  }

  private void print(Change change) {
    Double relative = change.relative();
    String toBaseline = relative == null ? "" : ", %.2f against the baseline".formatted(relative);
    out.println(
        "%s at %s: %.2f of the earlier run%s."
            .formatted(change.subject(), change.workload(), change.ratio(), toBaseline));
  }
}
