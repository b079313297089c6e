// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Bystander;
import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Examples;
import dev.parley.comparison.model.Growth;
import dev.parley.comparison.model.Memory;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.SameTwice;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Comparisons of two servers: nio, and one whose name and whose error are anything. */
final class Fields {

  private Fields() {}

  static Comparison of(String other, boolean clientBound) {
    Comparison bare = Examples.bare();
    return new Comparison(
        bare.format(),
        bare.machine(),
        bare.run(),
        List.of(subject("nio", 878), subject(other, 509)),
        List.of(workload("w2", null), workload("rate", 1_000.0)),
        List.of(
            cell("w2", "nio", clientBound), cell("w2", other, false), cell("rate", "nio", false)),
        List.of(memory("nio", 1_024), memory(other, 40_000)),
        List.of(
            new Growth("nio", List.of(new Growth.Point(64, 1.5, 2.5)), 64, 64, null),
            new Growth(other, List.of(), 1, 64, "no answer, said " + other)),
        List.of(
            seen(other, Neighbour.NONE, 1_000_000, 0),
            seen(other, Neighbour.SLOW, 20_000_000, 0),
            seen(other, Neighbour.DELAY, 9_000_000, 0),
            seen(other, Neighbour.NEVER_READS, 1_000_000, 7)),
        List.of(
            ratio("w2", "messagesPerSecond", other, 0.5),
            ratio("w2", "serverMicros", other, 0.6),
            ratio("rate", "p99", other, 1)),
        null,
        List.of());
  }

  /** Returns one with nothing but these ratios, all of this figure and at w2. */
  static Comparison ofRatios(String figure, Ratio... ratios) {
    Comparison bare = Examples.bare();
    var names = Stream.concat(Stream.of("nio"), Stream.of(ratios).map(Ratio::subject));
    return new Comparison(
        bare.format(),
        bare.machine(),
        bare.run(),
        names.map(name -> subject(name, 1)).toList(),
        List.of(workload("w2", null)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Stream.of(ratios).map(one -> of(one, figure)).toList(),
        null,
        List.of());
  }

  /** Returns the same, with its first subject measured twice. */
  static Comparison twice(Comparison all) {
    String name = all.subjects().getFirst().name();
    return twice(all, new Ratio("w2", "messagesPerSecond", "again", name, 3, 1, 0.95, 1.05, false));
  }

  /** Returns the same, with that for what came of a second measurement. */
  static Comparison twice(Comparison all, Ratio again) {
    return new Comparison(
        all.format(),
        all.machine(),
        all.run(),
        all.subjects(),
        all.workloads(),
        all.cells(),
        all.memory(),
        all.growth(),
        all.bystanders(),
        all.ratios(),
        new SameTwice(again.baseline(), again.subject(), List.of(again), !again.differs()),
        all.changes());
  }

  /** Returns the same, with the memory of one subject only. */
  static Comparison memoryOfOnly(Comparison all, String name) {
    return new Comparison(
        all.format(),
        all.machine(),
        all.run(),
        all.subjects(),
        all.workloads(),
        all.cells(),
        all.memory().stream().filter(memory -> memory.subject().equals(name)).toList(),
        all.growth(),
        all.bystanders(),
        all.ratios(),
        all.sameTwice(),
        all.changes());
  }

  private static Ratio of(Ratio one, String figure) {
    return new Ratio(
        one.workload(),
        figure,
        one.subject(),
        one.baseline(),
        one.blocks(),
        one.median(),
        one.low(),
        one.high(),
        one.differs());
  }

  private static Subject subject(String name, int lines) {
    return new Subject(
        name,
        Subject.Kind.STYLE,
        "tcp",
        "a server",
        List.of("/home/somebody/java"),
        new Subject.Code(lines, null, null));
  }

  private static Workload workload(String id, @Nullable Double rate) {
    Workload.Loop loop = rate == null ? Workload.Loop.CLOSED : Workload.Loop.OPEN;
    return new Workload(id, "some connections", "tcp", loop, 64, 1, 64, 0, rate);
  }

  /** The sample of the examples is bound by its client. */
  private static Cell cell(String workload, String subject, boolean clientBound) {
    Sample bound = Examples.sample(0, 1_000, 5_000);
    Sample free =
        new Sample(
            0,
            1,
            100,
            2_000,
            0,
            0,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            null,
            null,
            clientBound ? null : bound.latency());
    return Cell.of(workload, subject, List.of(clientBound ? bound : free));
  }

  private static Memory memory(String subject, double bytes) {
    var points =
        List.of(new Memory.Point(0, 1L << 20, 1L, 1), new Memory.Point(9, 1L << 21, 1L, 1));
    return new Memory(subject, points, bytes, null, null);
  }

  private static Bystander seen(String subject, Neighbour neighbour, long nanos, long unanswered) {
    return new Bystander(subject, neighbour, Examples.latency(nanos), unanswered);
  }

  private static Ratio ratio(String workload, String figure, String subject, double median) {
    return new Ratio(
        workload, figure, subject, "nio", 3, median, median * 0.9, median * 1.1, median != 1);
  }
}
