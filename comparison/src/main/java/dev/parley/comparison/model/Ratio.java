// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

/**
 * One subject against the baseline, in pairs: both within the same block.
 *
 * @param workload the workload's id
 * @param figure which figure: {@code messagesPerSecond} (more is better), {@code serverMicros} or
 *     {@code p99} (less is better)
 * @param subject the subject's name
 * @param baseline the baseline's name
 * @param blocks how many pairs there are
 * @param median of the pairs' ratios, subject to baseline
 * @param low where the interval of 95 % begins, by bootstrap over the blocks
 * @param high where it ends
 * @param differs whether the interval is apart from 1 and the median is so by more than 3 %
 */
public record Ratio(
    String workload,
    String figure,
    String subject,
    String baseline,
    int blocks,
    double median,
    double low,
    double high,
    boolean differs) {

  /** With fewer blocks an interval says nothing. */
  public static final int FEWEST_BLOCKS = 3;

  /** Returns whether there were blocks enough for the interval to say something. */
  public boolean hasEnoughBlocks() {
    return blocks >= FEWEST_BLOCKS;
  }
}
