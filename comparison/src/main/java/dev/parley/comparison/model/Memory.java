// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What idle connections cost a server.
 *
 * @param subject the subject's name
 * @param points what was read at each number of connections, rising
 * @param residentPerConnection bytes of the process for one connection more: the slope
 * @param heapPerConnection bytes of live heap for one connection more
 * @param threadsPerConnection threads for one connection more
 */
public record Memory(
    String subject,
    List<Point> points,
    @Nullable Double residentPerConnection,
    @Nullable Double heapPerConnection,
    @Nullable Double threadsPerConnection) {

  /** Copies the list. */
  public Memory {
    Lists.require(subject, "memory", "subject");
    points = Lists.copy(points);
  }

  /**
   * What was read at one number of connections, after the JVM has collected its garbage.
   *
   * @param connections how many were open
   * @param residentBytes memory of the process that was in use
   * @param heapBytes live objects of the JVM
   * @param threads of the process
   */
  public record Point(
      int connections,
      @Nullable Long residentBytes,
      @Nullable Long heapBytes,
      @Nullable Integer threads) {}
}
