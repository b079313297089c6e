// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which scenarios are wanted; for patterns see {@link Catalogue#matching}.
 *
 * @param only those that match one of these; all where there is none
 * @param skip but not those that match one of these
 */
public record Selection(List<String> only, List<String> skip) {

  /** All scenarios that there are. */
  public static final Selection ALL = new Selection(List.of(), List.of());

  /** Copies the patterns. */
  public Selection {
    only = List.copyOf(only);
    skip = List.copyOf(skip);
  }

  /** Returns the scenarios, by order of their ids. */
  public List<ScenarioInfo> scenarios() {
    List<ScenarioInfo> skipped = skip.isEmpty() ? List.of() : Catalogue.matching(skip);
    return Catalogue.matching(only).stream().filter(s -> !skipped.contains(s)).toList();
  }

  /** Returns those of the patterns that match no scenario: a mistake of whoever wrote them. */
  public List<String> unmatched() {
    return Catalogue.unmatched(Stream.concat(only.stream(), skip.stream()).toList());
  }
}
