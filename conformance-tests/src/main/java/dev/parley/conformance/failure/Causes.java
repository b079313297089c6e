// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Transcript;
import java.util.List;

/** Reads likely mistakes off the bytes that were seen. */
public final class Causes {

  private Causes() {}

  /**
   * Returns what may be wrong, the likeliest first.
   *
   * @param evidence what the failing connection tells
   * @param others the conversations of the scenario's other connections
   */
  public static List<String> of(Evidence evidence, List<Transcript> others) {
    return List.of();
  }
}
