// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.model.Bystander;
import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Subject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a client sees of others that misbehave, in a terminal. */
final class BystanderTable {

  private BystanderTable() {}

  /** Prints it, if there is anything to tell of these subjects. */
  static void print(Comparison all, List<Subject> subjects, PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("p99 beside", "nobody", "slow ones", "DELAYs", "who never reads"));
    for (Subject subject : subjects) {
      if (all.bystanders().stream().anyMatch(one -> one.subject().equals(subject.name()))) {
        List<String> row = new ArrayList<>(List.of(subject.name()));
        for (Neighbour neighbour : Neighbour.values()) {
          row.add(latency(all, subject, neighbour));
        }
        rows.add(row);
      }
    }
    if (rows.size() > 1) {
      Columns.print(rows, out);
    }
  }

  private static String latency(Comparison all, Subject subject, Neighbour neighbour) {
    return all.bystanders().stream()
        .filter(one -> one.subject().equals(subject.name()))
        .filter(one -> one.neighbour() == neighbour)
        .findFirst()
        .map(BystanderTable::latency)
        .orElse("-");
  }

  private static String latency(Bystander bystander) {
    String unanswered =
        bystander.unanswered() == 0 ? "" : " (%d unanswered)".formatted(bystander.unanswered());
    return LoadPrinter.micros(bystander.latency().p99()) + unanswered;
  }
}
