// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.comparison.model.Latency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the generator came to.
 *
 * @param seconds how long was measured
 * @param messages how many requests were answered in that time
 * @param messagesPerSecond the throughput
 * @param errors replies that were wrong, and connections that ended
 * @param lost datagrams without an answer
 * @param error the first error, in one line
 * @param generatorBusy how much of a processor the generator used, 0 to 1 and more
 * @param othersBusy how much of the processors other programs used; null where nobody knows
 * @param server what the server used, if its process is known
 * @param latency of the replies; null where there were none
 * @param stopped whether it was ended early
 */
public record LoadResult(
    double seconds,
    long messages,
    double messagesPerSecond,
    long errors,
    long lost,
    @Nullable String error,
    double generatorBusy,
    @Nullable Double othersBusy,
    @Nullable ServerUse server,
    @Nullable Latency latency,
    boolean stopped) {

  private static final double SATURATED = 0.95;
  private static final double FREE = 0.85;
  private static final double MICROS = 1e6;

  /**
   * What a server's process used while it was measured.
   *
   * @param busy how much of a processor it used, 0 to 1 and more
   * @param contextSwitches of all its threads together; null where the system does not tell
   * @param threads how many it had in the end
   * @param residentBytes its memory in use in the end
   * @param peakBytes the most that it was
   */
  public record ServerUse(
      double busy,
      @Nullable Long contextSwitches,
      @Nullable Integer threads,
      @Nullable Long residentBytes,
      @Nullable Long peakBytes) {}

  /** Returns the generator's processor time for a message, in microseconds. */
  public @Nullable Double generatorMicros() {
    return perMessage(generatorBusy);
  }

  /** Returns the server's processor time for a message, in microseconds. */
  public @Nullable Double serverMicros() {
    return server == null ? null : perMessage(server.busy);
  }

  private @Nullable Double perMessage(double busy) {
    return messages == 0 ? null : busy * seconds * MICROS / messages;
  }

  /** Returns whether the generator was the limit, and the server had time left. */
  public boolean clientBound() {
    return generatorBusy >= SATURATED && server != null && server.busy < FREE;
  }

  /**
   * Returns this result and that of another generator, on another machine, that loaded the same
   * server at the same time: rates are added, and latencies put together by their histograms.
   */
  public LoadResult with(LoadResult other) {
    List<Latency> latencies =
        Stream.of(this, other).map(LoadResult::latency).filter(Objects::nonNull).toList();
    return new LoadResult(
        Math.max(seconds, other.seconds),
        messages + other.messages,
        messagesPerSecond + other.messagesPerSecond,
        errors + other.errors,
        lost + other.lost,
        error != null ? error : other.error,
        generatorBusy + other.generatorBusy,
        othersBusy != null ? othersBusy : other.othersBusy,
        server != null ? server : other.server,
        latencies.isEmpty() ? null : Latency.together(latencies),
        stopped || other.stopped);
  }
}
