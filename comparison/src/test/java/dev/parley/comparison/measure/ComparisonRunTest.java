// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Bystander;
import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Change;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import dev.parley.comparison.model.Growth;
import dev.parley.comparison.model.Memory;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ComparisonRunTest {

  /** Longer than a datagram takes to be given up for lost. */
  private static final Method SWIFT =
      new Method(true, 2, 0.05, 0, 0.25, List.of(0, 20, 40), List.of());

  private static final Recorder WATCHER = new Recorder();

  /** Measured once: it takes half a minute, and has something for several tests. */
  private static Comparison all;

  @BeforeAll
  static void measure() throws IOException {
    all = run(WATCHER, TlsFiles.NONE, style("nio"), style("blocking"), style("udp"));
  }

  @Test
  void measuresEveryStyleInEachBlock() throws IOException {
    assertThat(all.run().complete()).isTrue();
    assertThat(all.run().notes()).allMatch(note -> note.startsWith("Other programs used"));
    assertThat(WATCHER.kept).hasSize(2);
    assertThat(WATCHER.kept.getFirst().run().complete()).isFalse();
    assertThat(all.subjects())
        .extracting(Subject::name)
        .containsExactly("nio", "blocking", "udp", "nio again");
    assertThat(workloads(all, "nio"))
        .containsExactlyInAnyOrder("w1", "w2", "w3", "w4", "w7", "rate-tcp");
    assertThat(workloads(all, "blocking")).containsExactly("w1");
    assertThat(workloads(all, "udp")).containsExactlyInAnyOrder("u1", "u2", "u3", "rate-udp");
    assertThat(all.cells()).allSatisfy(cell -> assertThat(cell.samples()).hasSize(2));
    assertThat(all.memory()).extracting(Memory::subject).contains("nio").doesNotContain("udp");
    assertThat(neighbours(all, "nio")).containsExactly(Bystander.Neighbour.values());
    assertThat(Objects.requireNonNull(all.sameTwice()).ratios())
        .extracting(Ratio::subject)
        .containsOnly("nio again");
    assertThat(all.ratios()).extracting(Ratio::baseline).containsOnly("nio");
    assertThat(growth(all, "nio")).isEqualTo("40 null");
    assertThat(growth(all, "blocking")).startsWith("1 no answer within");
    assertThatItCanBeKept(all);
  }

  @Test
  void tellsWhatAServerUsed() {
    Sample sample = cell(all, "nio", "w2").samples().getFirst();
    assertThat(sample.serverMicros()).isPositive();
    assertThat(sample.generatorMicros()).isPositive();
    assertThat(sample.allocatedBytes()).isNotNull();
    assertThat(sample.heapBytes()).isPositive();
    assertThat(cell(all, "nio", "rate-tcp").latency()).isNotNull();
    assertThat(all.memory())
        .filteredOn(memory -> memory.subject().equals("nio"))
        .allSatisfy(memory -> assertThat(memory.heapPerConnection()).isNotNull())
        .hasSize(1);
    assertThat(Objects.requireNonNull(workload(all, "rate-tcp").rate())).isGreaterThan(99);
  }

  @Test
  void measuresOnlyWhatIsAskedFor() throws IOException {
    var run =
        new ComparisonRun(
            List.of(Contender.of(style("nio"), StyleProgram.command())),
            null,
            SWIFT.only(List.of("w2", "rate-tcp")),
            Pinning.ofSystem(),
            TlsFiles.NONE,
            1,
            new Recorder());

    assertThat(run.run()).isTrue();

    assertThat(workloads(run.soFar(), "nio")).containsExactly("w2", "rate-tcp");
    assertThat(run.soFar().memory()).isEmpty();
    assertThat(Method.workloads()).contains("w2", "u2", "tc", "churn", "idle", "rate-tcp");
  }

  @Test
  void measuresTls() throws IOException {
    Style style = style("tls-nio");
    TlsFiles tls = style.complete(ServerOptions.defaults()).tls();

    Comparison overTls = run(new Recorder(), tls, style);

    assertThat(workloads(overTls, "tls-nio")).contains("t1", "t2", "t3", "t4", "tc", "rate-tls");
  }

  @Test
  void notesWhoDoesNotStart() throws IOException {
    var program = Contender.of("none", Transport.TCP, List.of(StyleProgram.command().getFirst()));
    var run =
        new ComparisonRun(
            List.of(program), null, SWIFT, Pinning.ofSystem(), TlsFiles.NONE, 1, new Recorder());

    assertThat(run.run()).isTrue();

    assertThat(run.soFar().cells()).isEmpty();
    assertThat(run.soFar().sameTwice()).isNull();
    assertThat(run.soFar().run().notes())
        .anyMatch(note -> note.startsWith("none: it ended before"));
  }

  @Test
  void keepsWhatItHasWhenItIsStopped() throws Exception {
    var begun = new CountDownLatch(1);
    var watcher =
        new Recorder() {
          @Override
          public void step(String what, double done, Duration left) {
            if (what.startsWith("block")) {
              begun.countDown();
            }
          }
        };
    var run = comparison(watcher, TlsFiles.NONE, style("nio"));
    CompletableFuture<Boolean> result = CompletableFuture.supplyAsync(() -> runs(run));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    run.stop();

    assertThat(result.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(run.soFar().run().complete()).isFalse();
    assertThat(run.soFar().run().notes()).noneMatch(note -> note.startsWith("nio"));
    assertThat(watcher.kept).isEmpty();
  }

  @Test
  void tellsWhatHasChanged() {
    Comparison twice = Changes.against(all, all);

    assertThat(twice.changes())
        .extracting(Change::workload)
        .contains("w2", "u2")
        .doesNotContain("rate-tcp", "rate-udp");
    assertThat(twice.changes()).extracting(Change::ratio).containsOnly(1.0);
    assertThat(twice.changes())
        .filteredOn(change -> change.subject().equals("nio again"))
        .extracting(Change::relative)
        .containsOnly(1.0);
    assertThat(twice.changes())
        .filteredOn(change -> change.subject().equals("nio"))
        .extracting(Change::relative)
        .containsOnlyNulls();
  }

  private static Comparison run(Watcher watcher, TlsFiles tls, Style... styles) throws IOException {
    ComparisonRun run = comparison(watcher, tls, styles);
    assertThat(run.run()).isTrue();
    return run.soFar();
  }

  private static ComparisonRun comparison(Watcher watcher, TlsFiles tls, Style... styles) {
    List<Contender> all =
        Arrays.stream(styles).map(style -> Contender.of(style, StyleProgram.command())).toList();
    return new ComparisonRun(all, null, SWIFT, Pinning.ofSystem(), tls, 1, watcher);
  }

  private static boolean runs(ComparisonRun run) {
    try {
      return run.run();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Style style(String name) {
    return Style.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> workloads(Comparison some, String subject) {
    return some.cells().stream()
        .filter(cell -> cell.subject().equals(subject))
        .map(Cell::workload)
        .toList();
  }

  private static List<Bystander.Neighbour> neighbours(Comparison some, String subject) {
    return some.bystanders().stream()
        .filter(one -> one.subject().equals(subject))
        .map(Bystander::neighbour)
        .toList();
  }

  private static String growth(Comparison some, String subject) {
    Growth growth =
        some.growth().stream().filter(g -> g.subject().equals(subject)).findFirst().orElseThrow();
    return growth.reached() + " " + growth.error();
  }

  private static Cell cell(Comparison some, String subject, String workload) {
    return some.cells().stream()
        .filter(cell -> cell.subject().equals(subject))
        .filter(cell -> cell.workload().equals(workload))
        .findFirst()
        .orElseThrow();
  }

  private static Workload workload(Comparison some, String id) {
    return some.workloads().stream().filter(w -> w.id().equals(id)).findFirst().orElseThrow();
  }

  private static void assertThatItCanBeKept(Comparison some) throws IOException {
    var out = new ByteArrayOutputStream();
    ComparisonFile.write(some, out);
    assertThat(ComparisonFile.read(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(some);
  }

  /** Keeps what it is told. */
  private static class Recorder implements Watcher {

    final List<Comparison> kept = new ArrayList<>();

    @Override
    public void step(String what, double done, Duration left) {}

    @Override
    public void keep(Comparison soFar) {
      kept.add(soFar);
    }
  }
}
