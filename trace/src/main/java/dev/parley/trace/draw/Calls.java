// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import dev.parley.trace.model.Lane;
import java.util.stream.Collectors;

/** The calls in which a thread waited, where there is little room. */
final class Calls {

  private Calls() {}

  /** Returns the last parts of their names, which say enough, the longest wait first. */
  static String shortened(Lane lane) {
    return lane.calls().stream()
        .map(call -> call.substring(call.lastIndexOf('.') + 1))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
