// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * DELAYs that are all due later than the last of them is sent, so that all would wait at once. Only
 * too many replies are a fault: the system may lose some of them.
 */
final class DelayFlood {

  private static final long MOST_DELAYS = 1_024;
  private static final long MOST_BYTES = 16L << 20;

  private static final Duration FIRST_DUE = Duration.ofSeconds(2);
  private static final Duration LAST_DUE = Duration.ofMillis(2_400);
  private static final Duration AFTERWARDS = Duration.ofMillis(150);

  /** An ECHO that has to wait for a DELAY takes longer. */
  private static final Duration PROMPT = Duration.ofMillis(500);

  /** So many probes that the system keeps all replies to one of them until it is read. */
  private static final int PROBES = 10;

  /** What a server's receive buffer takes in any case, in bytes, as the system counts them. */
  private static final int BURST = 90_000;

  private static final int OVERHEAD = 1_000;

  private final Stage stage;
  private final int count;
  private final int size;
  private final List<DatagramProbe> probes = new ArrayList<>();
  private final DatagramProbe bystander;
  private final DatagramProbe early;
  private final AtomicLong replies = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  DelayFlood(Stage stage, RunningServer server, int count, int size) {
    this.stage = stage;
    this.count = count;
    this.size = size;
    for (int i = 0; i < PROBES; i++) {
      probes.add(stage.datagrams().open(server));
    }
    bystander = stage.datagrams().open(server);
    early = stage.datagrams().open(server);
  }

  /**
   * Sends the flood behind one more's DELAY, an ECHO among every few DELAYs, and counts what is
   * answered.
   */
  void requireBounded() {
    long start = System.nanoTime();
    WireFrame first = stage.delay(FIRST_DUE.toMillis(), 10);
    early.send(first);
    for (int i = 0; i < count; i++) {
      long due = FIRST_DUE.toMillis() + i * LAST_DUE.minus(FIRST_DUE).toMillis() / count;
      probes.get(i % PROBES).send(stage.delay(due, size));
      if (i % (BURST / (size + OVERHEAD)) == 0) {
        askPromptly();
      }
    }
    // Its reply says that the server has come to the last of them, none of which is due.
    askPromptly();
    Pause.requireShorter(FIRST_DUE, start, System.nanoTime());
    long end = start + LAST_DUE.toNanos();
    stage.together(probes.stream().<Task>map(probe -> () -> count(probe, end)).toList());
    require(
        replies.get() <= MOST_DELAYS,
        "1,024 DELAYs at most",
        "%,d DELAYs".formatted(replies.get()));
    require(
        bytes.get() <= MOST_BYTES,
        "16 MiB of DELAYs at most",
        "%,d bytes of DELAYs".formatted(bytes.get()));
    requireKept(first);
  }

  /** By now its reply has been sent. */
  private void requireKept(WireFrame first) {
    try {
      early.expect(first.reply());
    } catch (Mismatch lost) {
      throw lost.because(
          "A DELAY that waited was thrown out for one that came later: what comes when there is no"
              + " room is dropped, or a flood costs everybody.");
    }
  }

  private void askPromptly() {
    WireFrame echo = stage.echo(10);
    long sent = System.nanoTime();
    try {
      bystander.ask(echo);
    } catch (Mismatch failure) {
      Evidence evidence = failure.evidence();
      if (evidence == null || !evidence.silent()) {
        throw failure;
      }
    }
    long took = millisBetween(sent, System.nanoTime());
    bystander.require(
        took <= PROMPT.toMillis(),
        "an ECHO answered within %d ms while DELAYs wait".formatted(PROMPT.toMillis()),
        "one that waited for %d ms".formatted(took),
        "A DELAY is waited for in the thread that receives, or one at a time.");
  }

  private void count(DatagramProbe probe, long end) {
    Received next;
    do {
      long left = Math.max(0, end - System.nanoTime());
      next = probe.next(AFTERWARDS.plusNanos(left));
      if (next instanceof Received.Datagram(Bytes reply, var _, long _)) {
        replies.incrementAndGet();
        bytes.addAndGet(reply.length() - WireFrame.HEADER_BYTES);
      }
    } while (next instanceof Received.Datagram);
  }

  private void require(boolean holds, String most, String waited) {
    bystander.require(
        holds,
        most + " that wait at once, and the others dropped",
        "%s that waited at once, of %,d that were sent".formatted(waited, count),
        "Whatever is kept for a stranger must have a bound: by number, and by bytes.");
  }
}
