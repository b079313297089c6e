// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a server as its connections become more.
 *
 * @param subject the subject's name
 * @param points what each number of connections came to, rising
 * @param reached the most connections that were all answered
 * @param asked the most that were tried
 * @param error how it failed beyond that, in one line; null where it did not
 */
public record Growth(
    String subject, List<Point> points, int reached, int asked, @Nullable String error) {

  /** Copies the list. */
  public Growth {
    Lists.require(subject, "growth", "subject");
    points = Lists.copy(points);
  }

  /**
   * One number of connections, all open, each asked in turn.
   *
   * @param connections how many
   * @param messagesPerSecond how many were answered; null where it was not measured
   * @param connectMicros how long it took to open one and have its first answer, on average
   */
  public record Point(
      int connections, @Nullable Double messagesPerSecond, @Nullable Double connectMicros) {}
}
