// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** More clients than a process has descriptors for, and all clients at once: section 10. */
public interface CrowdScenarios extends Conformance {

  /** How many files, sockets included, the process may have open. */
  int MOST_FILES = 128;

  /** How many descriptors a server may hold back, to say no with. */
  int RESERVE = 4;

  /** How many clients more than that want something of it. */
  int TOO_MANY = 20;

  /** How many threads the clients of a storm come from. */
  int THREADS = 8;

  /** How long a system waits before it tries a connect again that was dropped, in milliseconds. */
  long SENT_AGAIN_MILLIS = 1_000;

  /** Why a client of a crowd may wait for long, though each by itself is served at once. */
  String SLOW_ACCEPT =
      "Who accepts does something slow for each client: a name that is looked up, a handshake, a"
          + " line that is flushed.";

  /** Why a connect may take a second or more, or fail, though somebody accepts. */
  String SMALL_BACKLOG =
      "The system drops a connect that comes to a full backlog, and it is tried again after a"
          + " second or more: the backlog is too small, or emptied too slowly.";

  /** A process whose table of open files is full, and empties again. */
  @Scenario(
      id = "R18",
      title = "a server that is out of files goes on",
      rules = {"R10.1", "R10.2"},
      needs = Trait.CONCURRENT,
      slow = true)
  default void r18_out_of_files(Stage stage) {
    ServerProcess server = stage.process(MOST_FILES, o -> o, "-Xmx64m");
    Probe inside = stage.connect(server);
    inside.ask(stage.echo(10));
    List<Probe> crowd = new ArrayList<>();
    for (int i = 0; i < MOST_FILES + TOO_MANY; i++) {
      crowd.add(knock(stage, server));
    }
    awaitFull(stage, server);
    Rest.require(
        server,
        "Accept fails while no descriptor is left, the listener stays ready, and the loop tries"
            + " again at once: it must leave the listener alone for a moment.");
    inside.ask(stage.echo(10));
    crowd.forEach(Probe::close);
    try {
      stage.requireServed(server);
    } catch (Mismatch failure) {
      throw failure.because(
          "Accept has failed for want of a descriptor, and nobody accepts since: such an error"
              + " passes, and the loop, or the accept that is asked for, must go on behind it.");
    }
  }

  /** Until then all is well, and nothing is to be seen. */
  private static void awaitFull(Stage stage, ServerProcess server) {
    long deadline = System.nanoTime() + stage.patience().multipliedBy(4).toNanos();
    long open = server.figures().descriptors();
    while (open < MOST_FILES - RESERVE) {
      stage.requireApplicable(
          System.nanoTime() < deadline,
          "%d clients make it open no more than %d files".formatted(MOST_FILES + TOO_MANY, open));
      Pause.of(Duration.ofMillis(20));
      open = server.figures().descriptors();
    }
  }

  /** Connects and says nothing: over TLS not even hello, for descriptors are what is wanted. */
  private static Probe knock(Stage stage, RunningServer server) {
    return stage.target().transport() == Transport.TLS
        ? stage.tls().connectWithoutTls(server)
        : stage.connect(server);
  }

  /** Everybody is cut off at once and comes back at once, and then once more. */
  @Scenario(
      id = "R19",
      title = "everybody comes back at once",
      rules = {"R8.3", "R10.1", "R11.4"},
      needs = Trait.CONCURRENT)
  default void r19_everybody_comes_back(Stage stage) throws Exception {
    RunningServer server = stage.server();
    Slots.requireRoom(stage, server, THREADS * each(stage));
    for (int storm = 0; storm < 3; storm++) {
      List<Probe> crowd = Collections.synchronizedList(new ArrayList<>());
      Punctual.play(() -> comeAtOnce(stage, server, crowd));
      for (int i = 0; i < crowd.size(); i++) {
        if (i % 2 == 0) {
          crowd.get(i).reset();
        } else {
          crowd.get(i).close();
        }
      }
    }
  }

  /** A handshake is dearer than all the rest, and takes a time of its own. */
  private static int each(Stage stage) {
    return stage.target().transport() == Transport.TLS ? 4 : 12;
  }

  private static void comeAtOnce(Stage stage, RunningServer server, List<Probe> crowd) {
    int each = each(stage);
    long most = stage.target().transport() == Transport.TLS ? Long.MAX_VALUE : SENT_AGAIN_MILLIS;
    var slowest = new AtomicLong();
    Task part =
        () -> {
          List<Probe> own = new ArrayList<>();
          List<WireFrame> echoes = new ArrayList<>();
          for (int i = 0; i < each && slowest.get() < most; i++) {
            own.add(connect(stage, server, slowest));
            echoes.add(stage.echo(20));
            own.getLast().send(echoes.getLast());
          }
          crowd.addAll(own);
          for (int i = 0; i < own.size(); i++) {
            expectReply(own.get(i), echoes.get(i));
          }
        };
    stage.together(Collections.nCopies(THREADS, part));
    if (slowest.get() >= most) {
      throw new Mismatch(
              "%d connects at once, each done within %d ms".formatted(THREADS * each, most),
              "one that took %d ms".formatted(slowest.get()))
          .because(SMALL_BACKLOG);
    }
  }

  private static Probe connect(Stage stage, RunningServer server, AtomicLong slowest) {
    long before = System.nanoTime();
    try {
      return stage.connect(server);
    } catch (Mismatch failure) {
      throw failure.because(SMALL_BACKLOG);
    } finally {
      slowest.accumulateAndGet(millisBetween(before, System.nanoTime()), Math::max);
    }
  }

  private static void expectReply(Probe probe, WireFrame echo) {
    try {
      probe.expect(echo.reply());
    } catch (Mismatch failure) {
      Evidence evidence = failure.evidence();
      boolean late = evidence != null && evidence.stop() instanceof Received.Nothing;
      throw late ? failure.because(SLOW_ACCEPT) : failure;
    }
  }
}
