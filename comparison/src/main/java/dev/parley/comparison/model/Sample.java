// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import org.jspecify.annotations.Nullable;

/**
 * What one subject did at one workload in one block.
 *
 * @param block the block's number, from 0
 * @param seconds how long was measured
 * @param messages how many requests were answered in that time
 * @param messagesPerSecond the throughput
 * @param errors replies that were wrong, and connections that ended
 * @param lost datagrams without an answer
 * @param serverMicros processor time of the server for a message
 * @param generatorMicros processor time of the generator for a message
 * @param serverBusy how much of one processor the server used, 0 to 1 and more
 * @param generatorBusy how much of its processor the generator used
 * @param clientBound whether the generator was the limit: throughput says little of the server then
 * @param threads how many the server had
 * @param contextSwitches of all threads of the server, for a message
 * @param residentBytes memory of the server that was in use in the end
 * @param peakBytes the most that it was
 * @param heapBytes of that, the JVM's heap in use
 * @param allocatedBytes what the JVM allocated, for a message
 * @param latency of the replies; of a closed loop it says little
 */
public record Sample(
    int block,
    double seconds,
    long messages,
    double messagesPerSecond,
    long errors,
    long lost,
    @Nullable Double serverMicros,
    @Nullable Double generatorMicros,
    @Nullable Double serverBusy,
    @Nullable Double generatorBusy,
    boolean clientBound,
    @Nullable Integer threads,
    @Nullable Double contextSwitches,
    @Nullable Long residentBytes,
    @Nullable Long peakBytes,
    @Nullable Long heapBytes,
    @Nullable Double allocatedBytes,
    @Nullable Latency latency) {

  /** Returns the same without its latency, which the cell has for all samples together. */
  Sample brief() {
    return new Sample(
        block,
        seconds,
        messages,
        messagesPerSecond,
        errors,
        lost,
        serverMicros,
        generatorMicros,
        serverBusy,
        generatorBusy,
        clientBound,
        threads,
        contextSwitches,
        residentBytes,
        peakBytes,
        heapBytes,
        allocatedBytes,
        null);
  }
}
