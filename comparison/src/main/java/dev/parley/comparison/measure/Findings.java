// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.model.Bystander;
import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Growth;
import dev.parley.comparison.model.Memory;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.model.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found so far. Thread-safe. */
final class Findings {

  private static final double KEPT_UP = 0.98;
  private static final double FREE = 0.85;
  private static final double DISTURBANCE = 0.15;

  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private final Map<Key, List<Sample>> samples = new LinkedHashMap<>();
  private final List<Memory> memory = new ArrayList<>();
  private final List<Growth> growth = new ArrayList<>();
  private final List<Bystander> bystanders = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private int measured;
  private int disturbed;

  private record Key(String workload, String subject) {}

  synchronized void add(Workload workload, String subject, int block, LoadResult result) {
    workloads.putIfAbsent(workload.id(), workload);
    if (result.error() != null || result.messages() == 0) {
      String why = result.error() != null ? result.error() : "nothing was answered";
      note("%s at %s: %s".formatted(subject, workload.id(), why));
    }
    Double others = result.othersBusy();
    measured++;
    if (others != null && others > DISTURBANCE) {
      disturbed++;
    }
    if (result.messages() > 0) {
      samples
          .computeIfAbsent(new Key(workload.id(), subject), key -> new ArrayList<>())
          .add(sample(workload, block, result));
    }
  }

  private static Sample sample(Workload workload, int block, LoadResult result) {
    LoadResult.ServerUse server = result.server();
    Long switches = server == null ? null : server.contextSwitches();
    return new Sample(
        block,
        result.seconds(),
        result.messages(),
        result.messagesPerSecond(),
        result.errors(),
        result.lost(),
        result.serverMicros(),
        result.generatorMicros(),
        server == null ? null : server.busy(),
        result.generatorBusy(),
        clientBound(workload, result),
        server == null ? null : server.threads(),
        switches == null ? null : (double) switches / result.messages(),
        server == null ? null : server.residentBytes(),
        server == null ? null : server.peakBytes(),
        null,
        null,
        result.latency());
  }

  /** An open loop keeps its processor busy in any case: it is the limit if it falls behind. */
  private static boolean clientBound(Workload workload, LoadResult result) {
    Double rate = workload.rate();
    if (rate == null) {
      return result.clientBound();
    }
    LoadResult.ServerUse server = result.server();
    return result.messagesPerSecond() < KEPT_UP * rate && server != null && server.busy() < FREE;
  }

  /** Adds to the first sample what was found out by asking the JVM. */
  synchronized void addHeap(Workload workload, String subject, double allocated, long heap) {
    List<Sample> cell = samples.get(new Key(workload.id(), subject));
    if (cell != null) {
      Sample s = cell.getFirst();
      cell.set(
          0,
          new Sample(
              s.block(),
              s.seconds(),
              s.messages(),
              s.messagesPerSecond(),
              s.errors(),
              s.lost(),
              s.serverMicros(),
              s.generatorMicros(),
              s.serverBusy(),
              s.generatorBusy(),
              s.clientBound(),
              s.threads(),
              s.contextSwitches(),
              s.residentBytes(),
              s.peakBytes(),
              heap,
              allocated,
              s.latency()));
    }
  }

  synchronized void add(Memory found) {
    memory.add(found);
  }

  synchronized void add(Growth found) {
    growth.add(found);
  }

  synchronized void add(Bystander found) {
    bystanders.add(found);
  }

  synchronized void note(String text) {
    notes.add(text);
  }

  /** A workload began although the server was not done with what was before. */
  synchronized void unsettled(Workload workload, String subject) {
    note(
        "%s at %s: it had not come to rest before, in one block at least"
            .formatted(subject, workload.id()));
  }

  synchronized List<Workload> workloads() {
    return List.copyOf(workloads.values());
  }

  synchronized List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    samples.forEach((key, of) -> cells.add(Cell.of(key.workload, key.subject, of)));
    return cells;
  }

  synchronized List<Memory> memory() {
    return List.copyOf(memory);
  }

  synchronized List<Growth> growth() {
    return List.copyOf(growth);
  }

  synchronized List<Bystander> bystanders() {
    return List.copyOf(bystanders);
  }

  synchronized List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (disturbed > 0) {
      all.add(
          "Other programs used more than %.0f %% of a processor in %d of %d measurements."
              .formatted(100 * DISTURBANCE, disturbed, measured));
    }
    return all;
  }

  /** Returns one subject against another at all workloads that both have. */
  List<Ratio> ratios(String subject, String baseline, Ratios ratios) {
    List<Cell> cells = cells();
    List<Ratio> all = new ArrayList<>();
    for (Cell cell : cells) {
      cells.stream()
          .filter(other -> cell.subject().equals(subject))
          .filter(other -> other.subject().equals(baseline))
          .filter(other -> other.workload().equals(cell.workload()))
          .forEach(other -> all.addAll(ratios.of(cell, other)));
    }
    return all;
  }
}
