// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.Optional;

/**
 * Something on a page that is not true.
 *
 * @param line the index of the line that it is about
 * @param problem what is wrong
 * @param correction what the checker would write instead, if it knows
 */
record Finding(int line, String problem, Optional<Correction> correction) {

  static Finding of(int line, String problem) {
    return new Finding(line, problem, Optional.empty());
  }

  static Finding of(int line, String problem, Correction correction) {
    return new Finding(line, problem, Optional.of(correction));
  }

  /** Returns the finding as a compiler would print it. */
  String at(String page) {
    return "%s:%d: %s".formatted(page, line + 1, problem);
  }
}
