// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a comparison ran.
 *
 * @param system name and version of the operating system
 * @param architecture that of the JVM
 * @param processor the processor's own name
 * @param processors how many the system lets this process use
 * @param memoryBytes the machine's memory
 * @param java version of the JDK that servers and generator run on
 * @param virtualMachine name and version of the JVM
 * @param governor how the system chooses the processor's frequency
 * @param loopbackMtu the largest packet of the loopback interface
 * @param largestBacklog the most that the system grants a listening socket
 * @param openFiles the most files and sockets that a process may have
 * @param stealPercent how much of the run's processor time another guest of the same host took
 * @param pinning on which processors servers and generator ran, or why they were not kept apart
 * @param notes what else a reader has to know, one sentence each
 */
public record Machine(
    String system,
    String architecture,
    @Nullable String processor,
    int processors,
    @Nullable Long memoryBytes,
    String java,
    String virtualMachine,
    @Nullable String governor,
    @Nullable Integer loopbackMtu,
    @Nullable Integer largestBacklog,
    @Nullable Long openFiles,
    @Nullable Double stealPercent,
    String pinning,
    List<String> notes) {

  /** Copies the list. */
  public Machine {
    Lists.require(system, "machine", "system");
    notes = Lists.copy(notes);
  }
}
