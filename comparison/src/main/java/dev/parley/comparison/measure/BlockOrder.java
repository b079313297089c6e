// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order the servers of a block are measured. One source of chance for all blocks: those
 * whose seeds are neighbours begin alike, and a server would have the same place in each block.
 */
final class BlockOrder {

  private final Random random;

  BlockOrder(long seed) {
    this.random = new Random(seed);
  }

  /** Returns these in the order of the next block. */
  <T> List<T> next(List<T> all) {
    List<T> order = new ArrayList<>(all);
    Collections.shuffle(order, random);
    return order;
  }
}
