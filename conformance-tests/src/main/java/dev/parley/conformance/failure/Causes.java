// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads likely mistakes off the bytes that were seen, whatever the scenario is about. */
public final class Causes {

  /** One mistake and the trace that it leaves: what to say where the trace is there. */
  interface Cause extends Function<Clues, Optional<String>> {}

  private Causes() {}

  /**
   * Returns what may be wrong, the likeliest first; nothing where the bytes tell nothing.
   *
   * @param evidence what the failing connection tells
   * @param others the conversations of the scenario's other connections
   */
  public static List<String> of(Evidence evidence, List<Transcript> others) {
    var clues = new Clues(evidence, others);
    List<List<Cause>> families =
        evidence.transcript().isOfDatagrams()
            ? List.of(HeaderCauses.OF_A_FRAME, PayloadCauses.OF_A_FRAME, DatagramCauses.ALL)
            : List.of(
                HeaderCauses.ALL, PayloadCauses.ALL, LifeCauses.ALL, EndCauses.ALL, TlsCauses.ALL);
    return families.stream()
        .flatMap(List::stream)
        .flatMap(cause -> cause.apply(clues).stream())
        .toList();
  }

  static Optional<String> when(boolean trace, String text) {
    return trace ? Optional.of(text) : Optional.empty();
  }
}
