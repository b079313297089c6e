// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The connection limit, section 8. */
public interface LimitScenarios extends Conformance {

  /** What a scenario sets the limit to. */
  int LIMIT = 4;

  /** Fills the limit, and sends away more clients than may be told so at the same time. */
  @Scenario(
      id = "R10",
      title = "one client more is told BUSY",
      rules = {"R8.1", "R8.2"},
      needs = Trait.LIMIT)
  default void r10_busy(Stage stage) throws Exception {
    RunningServer server = stage.server(o -> o.maximumConnections(LIMIT));
    List<Probe> inside = fill(stage, server);
    Probe silent = stage.connect(server);
    silent.expectError(Code.BUSY, 0);
    silent.expectEnd();
    Punctual.play(() -> refuseBusyClient(stage, server));
    inside.forEach(probe -> probe.ask(stage.echo(10)));
    refuseMany(stage, server, inside);
  }

  /** A client that does not look before it has sent a while has the orderly end too. */
  private static void refuseBusyClient(Stage stage, RunningServer server) {
    Probe busy = stage.connect(server);
    busy.trySend(stage.echo(100).bytes());
    busy.expectError(Code.BUSY, 0);
    OrderlyEnd.expectWhileSending(busy);
  }

  /** Connects more clients than may be told BUSY at the same time, and keeps them. */
  private static void refuseMany(Stage stage, RunningServer server, List<Probe> inside) {
    long start = System.nanoTime();
    List<Probe> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(stage.connect(server));
    }
    inside.forEach(probe -> probe.ask(stage.echo(10)));
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    long told = crowd.stream().filter(probe -> isToldBusy(probe, deadline)).count();
    // Nobody has left, so that each end lasts 500 ms at least, and all of them ran at once.
    boolean atOnce = System.nanoTime() - start < Duration.ofMillis(500).toNanos();
    stage.require(
        told <= 64 || !atOnce,
        "64 clients at most that are told BUSY at the same time, the others just closed",
        told + " of them");
    inside.forEach(probe -> probe.ask(stage.echo(10)));
    crowd.forEach(Probe::close);
  }

  /** Requires that a client is told BUSY or just closed, and returns which. */
  private static boolean isToldBusy(Probe probe, long deadline) {
    Received next = probe.next(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    if (next instanceof Received.End || next instanceof Received.Reset) {
      return false;
    }
    if (next instanceof Received.Frame(WireFrame frame, long _) && isBusy(frame)) {
      probe.expectEnd();
      return true;
    }
    throw probe
        .mismatch("ERROR BUSY with id 0, or an end, within 2 s", next)
        .because(
            "Whoever is refused is waited for, one after the other, before the next is accepted.");
  }

  /** Fills the limit again and again, with clients that leave in different ways. */
  @Scenario(
      id = "R16",
      title = "a slot is held to the end, and comes back",
      rules = {"R8.3"},
      needs = Trait.LIMIT)
  default void r16_slots_come_back(Stage stage) throws Exception {
    RunningServer server = stage.server(o -> o.maximumConnections(LIMIT));
    byte[] half = Arrays.copyOf(stage.echo(100).bytes(), 50);
    List<Consumer<Probe>> ways =
        List.of(
            Probe::close,
            Probe::reset,
            probe -> {
              probe.trySend(half);
              probe.close();
            },
            probe -> {
              probe.trySend(half);
              probe.reset();
            },
            probe -> {
              probe.trySend(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
              probe.close();
            });
    for (int cycle = 0; cycle < 20; cycle++) {
      fill(stage, server).forEach(ways.get(cycle % ways.size()));
    }
    Punctual.play(() -> requireHeldToTheEnd(stage, server));
  }

  /** Takes a place for each slot; one that was just left may take a while to be free. */
  private static List<Probe> fill(Stage stage, RunningServer server) {
    List<Probe> inside = new ArrayList<>();
    for (int i = 0; i < server.options().maximumConnections(); i++) {
      inside.add(admitted(stage, server));
    }
    return inside;
  }

  private static Probe admitted(Stage stage, RunningServer server) {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (true) {
      Probe probe = stage.connect(server);
      WireFrame echo = stage.echo(10);
      probe.trySend(echo.bytes());
      Received next = probe.next(stage.patience());
      if (isReply(next, echo)) {
        return probe;
      }
      boolean busy = next instanceof Received.Frame(WireFrame frame, long _) && isBusy(frame);
      if (!busy || System.nanoTime() > deadline) {
        throw probe
            .mismatch("a slot that is free within 2 s of its client's end: " + echo.reply(), next)
            .because("A slot is lost when a client leaves in the way in which the last ones did.");
      }
      probe.close();
      Pause.of(Duration.ofMillis(20));
    }
  }

  /** An orderly end takes 500 ms at least where the client does not leave (rule R7.3). */
  private static void requireHeldToTheEnd(Stage stage, RunningServer server) {
    List<Probe> inside = fill(stage, server);
    Probe leaving = inside.getFirst();
    long refused = System.nanoTime();
    leaving.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
    leaving.expectError(Code.TOO_LARGE, 9);
    Probe early = stage.connect(server);
    WireFrame echo = stage.echo(10);
    early.trySend(echo.bytes());
    Received next = early.next(stage.patience());
    inside.forEach(Probe::close);
    if (isReply(next, echo)) {
      Pause.requireShorter(Duration.ofMillis(500), refused, next.nanos());
      throw early
          .mismatch("ERROR BUSY with id 0, as long as a connection is in its orderly end", next)
          .because("The slot of a connection in its orderly end counts as free.");
    }
  }

  private static boolean isBusy(WireFrame frame) {
    return frame.errorCode() == Code.BUSY && frame.id() == 0;
  }

  private static boolean isReply(Received next, WireFrame request) {
    return next instanceof Received.Frame(WireFrame frame, long _) && frame.equals(request.reply());
  }
}
