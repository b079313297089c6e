// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Bystander;
import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How a server fails, and what its clients feel of each other. */
final class Cautions {

  /** So many times the p99 that a client sees alone is worth a sentence. */
  private static final double FELT = 10;

  private Cautions() {}

  static List<String> of(Comparison all, String subject) {
    List<String> cautions = new ArrayList<>();
    for (Growth growth : all.growth()) {
      if (growth.subject().equals(subject) && growth.error() != null) {
        cautions.add(
            String.format(
                Locale.ROOT,
                "It ends at %,d %s: %s.",
                growth.reached(),
                growth.reached() == 1 ? "connection" : "connections",
                growth.error()));
      }
    }
    List<Bystander> seen =
        all.bystanders().stream().filter(one -> one.subject().equals(subject)).toList();
    OptionalDouble alone =
        seen.stream()
            .filter(one -> one.neighbour() == Neighbour.NONE)
            .mapToDouble(one -> one.latency().p99())
            .findFirst();
    for (Bystander one : seen) {
      String beside = Words.beside(one.neighbour());
      if (one.unanswered() > 0) {
        cautions.add("%s, %d requests had no answer.".formatted(beside, one.unanswered()));
      } else if (one.latency().p99() > FELT * alone.orElse(Double.POSITIVE_INFINITY)) {
        cautions.add(
            "%s, a client's p99 is %s instead of %s."
                .formatted(
                    beside, Words.millis(one.latency().p99()), Words.millis(alone.orElseThrow())));
      }
    }
    return cautions;
  }
}
