// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Who comes first in a figure at a workload, as far as the intervals of the ratios tell. */
final class Leaders {

  private static final String THROUGHPUT = "messagesPerSecond";

  private Leaders() {}

  /**
   * Returns the first, and all whose interval reaches that of the first. None where that is more
   * than half of the field, or where the generator was the limit of one of them.
   *
   * @param figure as {@link Ratio#figure()}
   */
  static List<String> of(Comparison all, Workload workload, String figure) {
    boolean more = figure.equals(THROUGHPUT);
    List<Place> field = field(all, workload, figure);
    if (field.size() < 2) {
      return List.of();
    }
    Comparator<Place> order = Comparator.comparingDouble(Place::median);
    Place first = field.stream().min(more ? order.reversed() : order).orElseThrow();
    List<String> leaders =
        field.stream()
            .filter(one -> more ? one.high() >= first.low() : one.low() <= first.high())
            .map(Place::subject)
            .toList();
    boolean told = 2 * leaders.size() <= field.size() || leaders.size() == 1;
    return told && !(more && limited(all, workload, leaders)) ? leaders : List.of();
  }

  private static boolean limited(Comparison all, Workload workload, List<String> subjects) {
    return all.cells().stream()
        .filter(cell -> cell.workload().equals(workload.id()))
        .filter(cell -> subjects.contains(cell.subject()))
        .anyMatch(Cell::clientBound);
  }

  /** The baseline stands at 1 among those that are told by their ratio to it. */
  private static List<Place> field(Comparison all, Workload workload, String figure) {
    List<Ratio> ratios =
        all.ratios().stream()
            .filter(one -> one.workload().equals(workload.id()) && one.figure().equals(figure))
            .toList();
    List<Place> field = new ArrayList<>();
    for (Subject subject : all.subjects()) {
      String name = subject.name();
      if (subject.kind() == Subject.Kind.AGAIN) {
        continue;
      }
      ratios.stream()
          .filter(one -> one.subject().equals(name))
          .findFirst()
          .ifPresent(one -> field.add(new Place(name, one.low(), one.median(), one.high())));
      if (ratios.stream().anyMatch(one -> one.baseline().equals(name))) {
        field.add(new Place(name, 1, 1, 1));
      }
    }
    return field;
  }

  private record Place(String subject, double low, double median, double high) {}
}
