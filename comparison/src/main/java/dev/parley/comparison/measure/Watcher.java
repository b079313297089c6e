// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Comparison;
import java.time.Duration;

/** Is told how a comparison comes along, by its thread. */
public interface Watcher {

  /** A step begins, about so long before the end. */
  void step(String what, double done, Duration left);

  /** A block has ended; this is what there is so far. */
  void keep(Comparison soFar);
}
