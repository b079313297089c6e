// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that one run of {@code parley compare} has found out.
 *
 * @param format {@link ComparisonFile#FORMAT}
 * @param machine where it ran
 * @param run how it ran
 * @param subjects what was measured, in the order of tables
 * @param workloads what it was measured with, in the order of tables
 * @param cells what each subject did at each workload
 * @param memory what idle connections cost
 * @param growth what happens as the connections become more
 * @param bystanders what one client sees while another is slow
 * @param ratios each subject against the baseline of its transport
 * @param sameTwice one subject measured under two names; null where that was left out
 * @param changes against an earlier run, if there was one to compare with
 */
public record Comparison(
    String format,
    Machine machine,
    Run run,
    List<Subject> subjects,
    List<Workload> workloads,
    List<Cell> cells,
    List<Memory> memory,
    List<Growth> growth,
    List<Bystander> bystanders,
    List<Ratio> ratios,
    @Nullable SameTwice sameTwice,
    List<Change> changes) {

  /** Copies the lists; one that is missing in a file is empty. */
  public Comparison {
    subjects = Lists.copy(subjects);
    workloads = Lists.copy(workloads);
    cells = Lists.copy(cells);
    memory = Lists.copy(memory);
    growth = Lists.copy(growth);
    bystanders = Lists.copy(bystanders);
    ratios = Lists.copy(ratios);
    changes = Lists.copy(changes);
  }

  /** Returns all latencies that there are. */
  Stream<Latency> latencies() {
    Stream<Latency> ofCells =
        cells.stream()
            .flatMap(cell ->
                Stream.concat(
                    Stream.ofNullable(cell.latency()),
                    cell.samples().stream().map(Sample::latency).filter(Objects::nonNull)));
    return Stream.concat(ofCells, bystanders.stream().map(Bystander::latency));
  }

  /**
   * Returns the same without histograms, and without how the servers were started: a small file
   * that can be shown to others, and from which every table and picture can be made again.
   */
  public Comparison brief() {
    return new Comparison(
        format,
        machine,
        run,
        subjects.stream().map(Subject::brief).toList(),
        workloads,
        cells.stream().map(Cell::brief).toList(),
        memory,
        growth,
        bystanders.stream().map(Bystander::brief).toList(),
        ratios,
        sameTwice,
        changes);
  }
}
