// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Growth;
import dev.parley.comparison.model.Latency;
import dev.parley.comparison.model.Memory;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A comparison in a terminal: for each transport who did how much, and against the baseline. */
final class ComparisonTable {

  private static final String NOTHING = "-";
  private static final double KIBIBYTE = 1_024;

  private final PrintStream out;

  ComparisonTable(PrintStream out) {
    this.out = out;
  }

  void print(Comparison all) {
    for (String transport : all.subjects().stream().map(Subject::transport).distinct().toList()) {
      List<Workload> workloads =
          all.workloads().stream().filter(one -> one.transport().equals(transport)).toList();
      List<Subject> subjects =
          all.subjects().stream().filter(one -> one.transport().equals(transport)).toList();
      if (!workloads.isEmpty()) {
        out.println();
        workloads.forEach(one -> out.println("%-9s %s".formatted(one.id(), one.title())));
        throughput(all, workloads, subjects);
        costs(all, workloads, subjects);
        BystanderTable.print(all, subjects, out);
      }
    }
    new ComparisonNotes(out).print(all);
  }

  private void throughput(Comparison all, List<Workload> workloads, List<Subject> subjects) {
    List<Workload> closed = workloads.stream().filter(w -> w.rate() == null).toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("messages/s, and ratio"));
    closed.forEach(workload -> head.add(workload.id()));
    rows.add(head);
    for (Subject subject : subjects) {
      List<String> row = new ArrayList<>(List.of(subject.name()));
      closed.forEach(workload -> row.add(throughput(all, subject, workload)));
      rows.add(row);
    }
    Columns.print(rows, out);
  }

  private static String throughput(Comparison all, Subject subject, Workload workload) {
    Optional<Cell> cell = cell(all, subject, workload);
    String ratio =
        all.ratios().stream()
            .filter(one -> one.subject().equals(subject.name()))
            .filter(one -> one.workload().equals(workload.id()))
            .filter(one -> one.figure().equals("messagesPerSecond"))
            .map(one -> " %.2f".formatted(one.median()) + (one.differs() ? "" : "~"))
            .findFirst()
            .orElse("");
    return cell.map(one ->
            "%,.0f".formatted(one.median(Sample::messagesPerSecond).orElse(0))
                + (one.clientBound() ? "*" : "")
                + ratio)
        .orElse(NOTHING);
  }

  private void costs(Comparison all, List<Workload> workloads, List<Subject> subjects) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "costs",
            "p50",
            "p99",
            "us/message",
            "bytes/message",
            "heap/conn",
            "RSS/conn",
            "connections"));
    for (Subject subject : subjects) {
      if (subject.kind() != Subject.Kind.AGAIN) {
        rows.add(costs(all, workloads, subject));
      }
    }
    Columns.print(rows, out);
  }

  private static List<String> costs(Comparison all, List<Workload> workloads, Subject subject) {
    Optional<Latency> latency =
        workloads.stream()
            .filter(workload -> workload.rate() != null)
            .flatMap(workload -> cell(all, subject, workload).stream())
            .flatMap(one -> Optional.ofNullable(one.latency()).stream())
            .findFirst();
    // Where it was asked for the heap, or else at the first: others may not be for this subject.
    List<Cell> cells = workloads.stream().flatMap(w -> cell(all, subject, w).stream()).toList();
    Optional<Cell> typical =
        of(cells.stream(), one -> one.median(Sample::allocatedBytes).isPresent())
            .or(() -> cells.stream().findFirst());
    Optional<Memory> memory = of(all.memory().stream(), m -> m.subject().equals(subject.name()));
    return List.of(
        subject.name(),
        latency.map(one -> LoadPrinter.micros(one.p50())).orElse(NOTHING),
        latency.map(one -> LoadPrinter.micros(one.p99())).orElse(NOTHING),
        number(2, typical.map(one -> one.median(Sample::serverMicros).orElse(-1)))
            + typical.map(one -> elsewhere(workloads, one)).orElse(""),
        number(1, typical.map(one -> one.median(Sample::allocatedBytes).orElse(-1))),
        kibibytes(memory.map(Memory::heapPerConnection)),
        kibibytes(memory.map(Memory::residentPerConnection)),
        of(all.growth().stream(), g -> g.subject().equals(subject.name()))
            .map(ComparisonTable::reached)
            .orElse(NOTHING));
  }

  /** Names the workload where it is not that of the others: that of a server of one client. */
  private static String elsewhere(List<Workload> workloads, Cell cell) {
    boolean alone =
        workloads.stream()
            .anyMatch(one -> one.id().equals(cell.workload()) && one.connections() == 1);
    return alone && workloads.size() > 1 ? " (" + cell.workload() + ")" : "";
  }

  private static String reached(Growth growth) {
    return growth.error() == null ? growth.reached() + "+" : "ends at " + growth.reached();
  }

  private static String number(int digits, Optional<Double> value) {
    return value
        .filter(v -> v >= 0)
        .map(v -> (digits == 1 ? "%.1f" : "%.2f").formatted(v))
        .orElse(NOTHING);
  }

  private static String kibibytes(Optional<Double> bytes) {
    return bytes.map(v -> "%.2f KiB".formatted(v / KIBIBYTE)).orElse(NOTHING);
  }

  private static Optional<Cell> cell(Comparison all, Subject subject, Workload workload) {
    return of(
        all.cells().stream(),
        one -> one.subject().equals(subject.name()) && one.workload().equals(workload.id()));
  }

  private static <T> Optional<T> of(Stream<T> all, Predicate<T> wanted) {
    return all.filter(wanted).findFirst();
  }
}
