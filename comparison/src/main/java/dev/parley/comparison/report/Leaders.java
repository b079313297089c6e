// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.SameTwice;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who comes first in a figure at a workload, as far as the intervals of the ratios tell.
 *
 * @param alone whether the intervals of all others are apart from that of the first
 * @param subjects the first; and, if it is not alone, those that are as close to it as chance
 */
record Leaders(boolean alone, List<String> subjects) {

  private static final String THROUGHPUT = "messagesPerSecond";
  private static final Leaders NONE = new Leaders(false, List.of());

  /** A wide interval alone brings nobody forward: a median has to be as close as this, too. */
  private static final double CLOSE = 1.1;

  /**
   * Returns who leads. None where the intervals of more than half of the field reach that of the
   * first, where the generator was the limit of one of those, or where the method found a
   * difference between a server and itself.
   *
   * @param figure as {@link Ratio#figure()}
   */
  static Leaders of(Comparison all, Workload workload, String figure) {
    boolean more = figure.equals(THROUGHPUT);
    List<Place> field = field(all, workload, figure);
    if (field.size() < 2 || differsFromItself(all, workload, figure)) {
      return NONE;
    }
    Comparator<Place> order = Comparator.comparingDouble(Place::median);
    Place first = field.stream().min(more ? order.reversed() : order).orElseThrow();
    List<Place> reach =
        field.stream()
            .filter(one -> more ? one.high() >= first.low() : one.low() <= first.high())
            .toList();
    boolean told = 2 * reach.size() <= field.size() || reach.size() == 1;
    if (!told || (more && limited(all, workload, names(reach)))) {
      return NONE;
    }
    List<Place> close =
        reach.stream()
            .filter(one ->
                more
                    ? one.median() * CLOSE >= first.median()
                    : one.median() <= first.median() * CLOSE)
            .toList();
    return new Leaders(reach.size() == 1, names(close));
  }

  private static boolean differsFromItself(Comparison all, Workload workload, String figure) {
    SameTwice twice = all.sameTwice();
    return twice != null
        && twice.ratios().stream()
            .filter(one -> one.workload().equals(workload.id()) && one.figure().equals(figure))
            .anyMatch(Ratio::differs);
  }

  private static List<String> names(List<Place> places) {
    return places.stream().map(Place::subject).toList();
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
            .filter(Ratio::hasEnoughBlocks)
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
