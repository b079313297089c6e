// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Workload;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GeneratorProcess} is told to do, one line of JSON.
 *
 * @param task what kind of work it is
 * @param transport {@code tcp}, {@code udp} or {@code tls}
 * @param host the server's address, in numbers
 * @param port its port
 * @param process the server's process id; null where it is not on this machine
 * @param workload for a load
 * @param warmSeconds how long it runs before it is measured
 * @param measuredSeconds how long it is measured
 * @param neighbour what others do beside it; null: there are none
 * @param connections how many those are, or to how many a crowd is to grow
 */
public record Order(
    Task task,
    String transport,
    String host,
    int port,
    @Nullable Long process,
    @Nullable Workload workload,
    double warmSeconds,
    double measuredSeconds,
    @Nullable Neighbour neighbour,
    int connections) {

  /** Kinds of work. */
  public enum Task {
    /** Run a workload. */
    LOAD,
    /** Open more connections, and keep them. */
    GROW,
    /** Close those. */
    LEAVE
  }

  /**
   * What came of it.
   *
   * @param result of a load
   * @param size of a crowd
   * @param error why there is neither, in one line
   */
  public record Report(
      @Nullable LoadResult result, Crowd.@Nullable Size size, @Nullable String error) {}
}
