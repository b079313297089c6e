// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import org.HdrHistogram.Histogram;

/** A comparison in which everything is there. */
public final class Examples {

  private Examples() {}

  /** Returns a comparison of one server. */
  public static Comparison full() {
    return new Comparison(
        ComparisonFile.FORMAT,
        new Machine(
            "Linux 6.18",
            "amd64",
            "Xeon",
            2,
            1L << 33,
            "25.0.3",
            "HotSpot",
            "performance",
            65_536,
            4_096,
            1_024L,
            0.5,
            "server on processor 0, generator on 1",
            List.of("virtual")),
        new Run("2026-01-01T00:00:00Z", 61.5, true, false, 7, 3, 1, 2, 1, List.of("no UDP")),
        List.of(
            new Subject(
                "nio",
                Subject.Kind.STYLE,
                "tcp",
                "event loops",
                List.of("java", "-jar"),
                new Subject.Code(1_600, 5, 4))),
        List.of(
            new Workload("w2", "64 connections", "tcp", Workload.Loop.CLOSED, 64, 1, 64, 0, null)),
        List.of(Cell.of("w2", "nio", List.of(sample(0, 100, 1_000), sample(1, 300, 3_000)))),
        List.of(new Memory("nio", List.of(new Memory.Point(0, 1L, 2L, 3)), 700.0, 600.0, 0.0)),
        List.of(new Growth("nio", List.of(new Growth.Point(64, 1.5, 2.5)), 64, 128, "BUSY")),
        List.of(new Bystander("nio", Bystander.Neighbour.SLOW, latency(1_000), 0)),
        List.of(ratio("nio", "virtual")),
        new SameTwice("nio", "nio again", List.of(ratio("nio again", "nio")), true),
        List.of(new Change("w2", "nio", 100, 200, 2, 1.0)));
  }

  /** Returns a comparison in which all that may be missing is. */
  public static Comparison bare() {
    return new Comparison(
        ComparisonFile.FORMAT,
        new Machine(
            "Linux", "amd64", null, 1, null, "25", "HotSpot", null, null, null, null, null, "one",
            List.of()),
        new Run("2026-01-01T00:00:00Z", 0, true, false, 7, 3, 0, 2, 1, List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of());
  }

  /** Returns a sample in which the generator was the limit. */
  public static Sample sample(int block, double rate, long nanos) {
    return new Sample(
        block,
        1,
        100,
        rate,
        0,
        0,
        1.5,
        1.25,
        0.9,
        0.8,
        true,
        17,
        0.1,
        1L << 26,
        1L << 27,
        1L << 24,
        0.5,
        latency(nanos));
  }

  /** Returns ten replies that took the same time. */
  public static Latency latency(long nanos) {
    Histogram histogram = Histograms.empty();
    histogram.recordValueWithCount(nanos, 10);
    return Latency.of(histogram);
  }

  private static Ratio ratio(String subject, String baseline) {
    return new Ratio("w2", "messagesPerSecond", subject, baseline, 2, 1.0, 0.9, 1.1, false);
  }
}
