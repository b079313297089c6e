// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Memory;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** When to choose which server, told by the measured figures and by nothing else. */
public final class Advice {

  /** Slopes of memory have no interval; as close as this, none is called the least. */
  private static final double CLOSE = 1.1;

  private static final double KIBIBYTE = 1_024;

  private final Comparison all;

  private Advice(Comparison all) {
    this.all = all;
  }

  /**
   * What is said of one subject.
   *
   * @param subject its name
   * @param choose the sentence that begins with "Choose it when"
   * @param cautions how it fails and what its clients feel, one sentence each
   */
  public record Line(String subject, String choose, List<String> cautions) {}

  /** Returns one line for each subject that is not merely measured again, in their order. */
  public static List<Line> of(Comparison all) {
    var advice = new Advice(all);
    return all.subjects().stream()
        .filter(subject -> subject.kind() != Subject.Kind.AGAIN)
        .map(one -> new Line(one.name(), advice.choose(one), Cautions.of(all, one.name())))
        .toList();
  }

  private String choose(Subject subject) {
    if (field(subject).size() < 2) {
      return "Choose it when %s is what you need: nothing else of its kind was measured."
          .formatted(subject.transport().toUpperCase(Locale.ROOT));
    }
    List<String> merits = new ArrayList<>();
    merits(subject, "messagesPerSecond", "the highest throughput", "a throughput", merits);
    merits(subject, "p99", "the lowest p99", "a p99", merits);
    merits(
        subject,
        "serverMicros",
        "the least processor time for a message",
        "processor time for a message",
        merits);
    memory(subject).ifPresent(merits::add);
    lines(subject).ifPresent(merits::add);
    return merits.isEmpty()
        ? "Choose it when something else speaks for it: no figure here puts it first."
        : "Choose it when you want " + Words.list(merits) + ".";
  }

  private List<Subject> field(Subject subject) {
    return all.subjects().stream()
        .filter(one -> one.kind() != Subject.Kind.AGAIN)
        .filter(one -> one.transport().equals(subject.transport()))
        .toList();
  }

  private void merits(
      Subject subject, String figure, String alone, String shared, List<String> merits) {
    List<String> first = new ArrayList<>();
    List<String> amongFirst = new ArrayList<>();
    // A closed loop's p99 says little, and an open loop's throughput is given.
    all.workloads().stream()
        .filter(one -> one.transport().equals(subject.transport()))
        .filter(one -> figure.equals("serverMicros") || open(one) == figure.equals("p99"))
        .forEach(workload -> {
          Leaders leaders = Leaders.of(all, workload, figure);
          if (leaders.subjects().contains(subject.name())) {
            (leaders.alone() ? first : amongFirst).add(workload.id());
          }
        });
    if (!first.isEmpty()) {
      merits.add(alone + " at " + Words.list(first));
    } else if (!amongFirst.isEmpty()) {
      merits.add(shared + " that none clearly beats at " + Words.list(amongFirst));
    }
  }

  private static boolean open(Workload workload) {
    return workload.rate() != null;
  }

  private Optional<String> memory(Subject subject) {
    OptionalDouble own = resident(subject);
    double[] others =
        field(subject).stream()
            .filter(one -> !one.name().equals(subject.name()))
            .map(this::resident)
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    if (own.isEmpty() || own.getAsDouble() <= 0 || others.length == 0) {
      return Optional.empty();
    }
    for (double other : others) {
      if (own.getAsDouble() * CLOSE > other) {
        return Optional.empty();
      }
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the least memory for an idle connection (%.1f KiB)",
            own.getAsDouble() / KIBIBYTE));
  }

  private OptionalDouble resident(Subject subject) {
    return all.memory().stream()
        .filter(one -> one.subject().equals(subject.name()))
        .map(Memory::residentPerConnection)
        .flatMap(value -> Optional.ofNullable(value).stream())
        .mapToDouble(Double::doubleValue)
        .findFirst();
  }

  private Optional<String> lines(Subject subject) {
    int[] known =
        field(subject).stream()
            .flatMap(one -> Optional.ofNullable(one.code()).stream())
            .mapToInt(Subject.Code::lines)
            .sorted()
            .toArray();
    OptionalInt own =
        Optional.ofNullable(subject.code()).stream().mapToInt(Subject.Code::lines).findFirst();
    return known.length > 1 && own.isPresent() && own.getAsInt() == known[0]
        ? Optional.of("the fewest lines of source (%d)".formatted(known[0]))
        : Optional.empty();
  }
}
