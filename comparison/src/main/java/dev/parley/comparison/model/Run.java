// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;

/**
 * How a comparison ran.
 *
 * @param started when, as ISO 8601 in UTC
 * @param seconds how long it took
 * @param quick whether it was a quick one, whose figures are indicative only
 * @param complete whether all blocks were run; an interrupted run keeps those that were
 * @param seed decides the order within each block
 * @param plannedBlocks how many blocks there were to be
 * @param blocks how many there are
 * @param warmSeconds how long each workload ran before it was measured
 * @param measuredSeconds how long each was measured
 * @param notes what was left out and why, one sentence each
 */
public record Run(
    String started,
    double seconds,
    boolean quick,
    boolean complete,
    long seed,
    int plannedBlocks,
    int blocks,
    double warmSeconds,
    double measuredSeconds,
    List<String> notes) {

  /** With fewer the interval by bootstrap ends at the least and the greatest of the values. */
  private static final int FEW_BLOCKS = 6;

  /** Copies the list. */
  public Run {
    Lists.require(started, "run", "start");
    notes = Lists.copy(notes);
  }

  /**
   * Returns what the interval of a ratio is: of few blocks it has all that was seen, and the true
   * median lies beyond it as often as all of them fell on one side, 2 in 2ⁿ times.
   */
  public String intervalInWords() {
    return blocks < FEW_BLOCKS
        ? "range, in which the true median is in %.0f %% of cases"
            .formatted(100 * (1 - Math.pow(2, 1 - blocks)))
        : "interval of 95 %";
  }
}
