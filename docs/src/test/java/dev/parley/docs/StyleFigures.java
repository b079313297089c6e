// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import dev.parley.comparison.model.Memory;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.report.Advice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one measured comparison says of each style, in a few words. */
final class StyleFigures {

  private static final String NOTHING = "–";
  private static final double KIBIBYTE = 1_024;

  /** The workloads that say most in one number; a style is told by the first that it has. */
  private static final List<String> TYPICAL = List.of("w2", "u2", "t2", "w1");

  /** What speaks for a style when no figure puts it first. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "blocking", "one client at a time is enough, or it is the first server that you read.",
          "threaded",
              "some hundreds of clients are the most, and the code is to read like a story.",
          "pool", "the number of threads must have a bound, and one client more may be told so.",
          "virtual", "there are many clients, and the code is to read like a story all the same.",
          "nio", "many clients on few threads are worth more to you than short code.",
          "async", "you want few threads, and no loop of your own to look after.",
          "udp", "a message may be lost and asked for again, and no client is to cost memory.",
          "tls", "it has to be encrypted, and the code is to read like a story.",
          "tls-nio", "it has to be encrypted, for many clients on few threads.");

  private final Comparison all;

  StyleFigures(Comparison all) {
    this.all = all;
  }

  static StyleFigures read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new StyleFigures(ComparisonFile.read(in));
    }
  }

  /** Returns the threads of the process, those of the JVM among them. */
  String threads(String style) {
    return cell(style)
        .flatMap(cell -> cell.median(Sample::threads).stream().boxed().findFirst())
        .map(threads -> "%.0f".formatted(threads))
        .orElse(NOTHING);
  }

  /** Returns the ratio to the baseline with its interval, or else how many messages there were. */
  String throughput(String style) {
    return cell(style).map(this::throughput).orElse(NOTHING);
  }

  private String throughput(Cell cell) {
    String bound = cell.clientBound() ? " *" : "";
    String at = cell.workload().equals("w1") ? " at w1" : "";
    return ratio(cell)
            .map(one ->
                String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", one.median(), one.low(), one.high())
                    + (one.differs() ? "" : " ~"))
            .orElseGet(() ->
                String.format(
                    Locale.ROOT, "%,.0f/s", cell.median(Sample::messagesPerSecond).orElseThrow()))
        + at
        + bound;
  }

  private Optional<Ratio> ratio(Cell cell) {
    return all.ratios().stream()
        .filter(one -> one.figure().equals("messagesPerSecond"))
        .filter(one -> one.workload().equals(cell.workload()))
        .filter(one -> one.subject().equals(cell.subject()))
        .findFirst();
  }

  /** Returns what one idle connection more costs. */
  String memory(String style) {
    return all.memory().stream()
        .filter(one -> one.subject().equals(style))
        .map(Memory::residentPerConnection)
        .flatMap(bytes -> Optional.ofNullable(bytes).stream())
        .map(bytes -> String.format(Locale.ROOT, "%.1f KiB", bytes / KIBIBYTE))
        .findFirst()
        .orElse(NOTHING);
  }

  /**
   * Returns what the report says behind its "Choose it when", where it says that the style is
   * clearly the first in something; else what speaks for it without figures.
   */
  String chooseWhen(String style) {
    return Advice.of(all).stream()
        .filter(line -> line.subject().equals(style))
        .map(line -> line.choose().replaceFirst("^Choose it when ", ""))
        .filter(choose -> choose.matches(".*\\bthe (highest|lowest|least)\\b.*"))
        .findFirst()
        .orElse(OTHERWISE.getOrDefault(style, NOTHING));
  }

  private Optional<Cell> cell(String style) {
    return TYPICAL.stream()
        .flatMap(workload ->
            all.cells().stream()
                .filter(one -> one.workload().equals(workload) && one.subject().equals(style)))
        .findFirst();
  }
}
