// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** How fast bytes flow, and what holds them up. */
public interface FlowScenarios extends Conformance {

  /** What a peer that never reads may get rid of at most, in bytes. */
  long LIMIT = 128L << 20;

  /** More than lies in the buffers of two systems, in bytes. */
  long MUCH = 16L << 20;

  /** A client that writes 32 MiB, and reads only when nothing more is taken. */
  @Scenario(
      id = "F09",
      title = "a late reader gets every reply whole",
      rules = {"R0.2", "R1.1"})
  default void f09_late_reader(Stage stage) {
    int frames = 512;
    RunningServer server = stage.server();
    Probe probe = stage.connect(server);
    List<WireFrame> requests = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      requests.add(stage.echo(i, 65_536));
    }
    stage.together(
        () -> requests.forEach(request -> probe.pump(request.bytes())),
        () -> {
          Standstill.await(probe, 32 << 20, server);
          requests.forEach(request -> probe.expect(request.reply()));
        });
    probe.expectQuiet(Timing.QUIET);
  }

  /** Two clients that never read, one with large frames and one with small. */
  @Scenario(
      id = "R05",
      title = "a client that never reads is no longer read",
      rules = {"R9.1", "R10.1"},
      slow = true)
  default void r05_never_reads(Stage stage) {
    // In a process of its own: a server that keeps every reply would use up the suite's memory. Not
    // a small one: out of memory it would be busy with that, and seem to read no more.
    RunningServer server =
        stage.target().starts() ? stage.process(o -> o, "-Xmx512m") : stage.server();
    stage.sideBySide(
        List.of(() -> neverRead(stage, server, 65_536), () -> neverRead(stage, server, 1)));
  }

  private static void neverRead(Stage stage, RunningServer server, int size) {
    Probe probe = stage.connect(server, 4096);
    byte[] burst = repeated(stage.echo(size).bytes(), 65_536);
    var judged = new AtomicBoolean();
    stage.together(
        () -> {
          boolean taken = true;
          while (taken && probe.transcript().sentBytes() < LIMIT) {
            taken = probe.pump(burst);
          }
          probe.require(
              judged.get(),
              "writes that stop, on a connection that stays open, when no reply is read",
              taken
                  ? "128 MiB taken, in frames of %d bytes".formatted(size)
                  : "a connection that the server ended",
              keptTooMuch(taken, probe.transcript().sentBytes()));
        },
        () -> {
          long stuck;
          do {
            stuck = Standstill.await(probe, LIMIT, server);
            if (stage.has(Trait.CONCURRENT)) {
              requireServed(stage, server, stuck);
            }
            // A server that was merely slow, and not full, has read on meanwhile.
          } while (probe.transcript().sentBytes() > stuck);
          judged.set(true);
          probe.close();
        });
  }

  private static void requireServed(Stage stage, RunningServer server, long taken) {
    try {
      stage.requireServed(server);
    } catch (Mismatch failure) {
      String cause = keptTooMuch(false, taken);
      throw cause.isEmpty() ? failure : failure.because(cause);
    }
  }

  /** Much more was taken than both systems' buffers have room for: so the server keeps it. */
  private static String keptTooMuch(boolean open, long taken) {
    if (taken < MUCH) {
      return "";
    }
    return "Replies are kept without a limit: while they cannot be written, nothing more may be"
        + (open ? " read." : " read. This server's memory may have come to its end.");
  }

  private static byte[] repeated(byte[] frame, int atLeast) {
    byte[] bytes = new byte[(atLeast / frame.length + 1) * frame.length];
    for (int at = 0; at < bytes.length; at += frame.length) {
      System.arraycopy(frame, 0, bytes, at, frame.length);
    }
    return bytes;
  }

  /**
   * Replies that leave in several small writes: with Nagle's algorithm the second waits for the
   * acknowledgement of the first, which the other side delays by 40 ms. A young connection is
   * acknowledged at once, so its first rounds say nothing.
   */
  @Scenario(
      id = "R09",
      title = "small replies do not wait for acknowledgements",
      rules = {"R2.1", "R2.2"},
      alone = true)
  default void r09_small_replies(Stage stage) {
    RunningServer server = stage.server();
    stage.sideBySide(
        List.of(
            () -> {
              Probe probe = stage.connect(server);
              long[] echo = rounds(() -> probe.ask(stage.echo(20)));
              requirePrompt(probe, "an ECHO of 20 bytes", 20, echo);
            },
            () -> {
              Probe probe = stage.connect(server);
              // A server's clock may tick as slowly as it likes: that is not what is judged.
              long alone = median(rounds(() -> probe.ask(stage.delay(1, 20))));
              long[] behind = rounds(() -> askBehindAnEcho(stage, probe));
              requirePrompt(probe, "an ECHO and a DELAY of 1 ms behind it", alone + 20, behind);
            }));
  }

  private static void askBehindAnEcho(Stage stage, Probe probe) {
    WireFrame echo = stage.echo(20);
    WireFrame delay = stage.delay(1, 20);
    probe.send(echo, delay);
    probe.expect(echo.reply(), delay.reply());
  }

  /** Returns what each round took, in milliseconds, sorted, without those of a young connection. */
  private static long[] rounds(Task round) throws Exception {
    int young = 20;
    long[] millis = new long[young + 40];
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      round.run();
      millis[i] = millisBetween(start, System.nanoTime());
    }
    long[] judged = Arrays.copyOfRange(millis, young, millis.length);
    Arrays.sort(judged);
    return judged;
  }

  private static long median(long[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static void requirePrompt(Probe probe, String what, long limit, long[] millis) {
    long median = median(millis);
    probe.require(
        median < limit,
        "%s answered in less than %d ms, in the median of %d".formatted(what, limit, millis.length),
        "%d ms (fastest %d, slowest %d)".formatted(median, millis[0], millis[millis.length - 1]),
        median >= 35 && median <= 100
            ? "About 40 ms is what a delayed acknowledgement takes: Nagle's algorithm is on (set"
                + " TCP_NODELAY), and what it answers at once leaves in several writes."
            : "");
  }

  /** Clients that vanish at every stage of a request, beside one that behaves. */
  @Scenario(
      id = "R01",
      title = "rude clients cost nobody else",
      rules = {"R10.1"})
  default void r01_rude_clients(Stage stage) {
    RunningServer server = stage.server();
    byte[] half = Arrays.copyOf(stage.echo(100).bytes(), 40);
    byte[] bad = WireFrame.header(0xFFFF_FFFFL, 0, 7);
    byte[] many = repeated(stage.echo(1000).bytes(), 20_000);
    Probe bystander = stage.has(Trait.CONCURRENT) ? stage.connect(server) : null;
    for (int i = 0; i < 50; i++) {
      for (byte[] bytes : List.of(new byte[0], half, bad, many)) {
        Probe rude = stage.connect(server);
        if (bytes.length > 0) {
          rude.trySend(bytes);
        }
        rude.reset();
      }
      if (bystander != null) {
        bystander.ask(stage.echo(10));
      }
    }
  }
}
