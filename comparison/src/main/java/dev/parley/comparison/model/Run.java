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

  /** Copies the list. */
  public Run {
    Lists.require(started, "run", "start");
    notes = Lists.copy(notes);
  }
}
