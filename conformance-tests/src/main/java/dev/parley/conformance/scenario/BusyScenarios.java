// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Slots.LIMIT;
import static dev.parley.conformance.scenario.Slots.fill;
import static dev.parley.conformance.scenario.Slots.isBusy;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a server says to one client more than it has slots: rules R8.1 and R8.2. */
public interface BusyScenarios extends Conformance {

  /** How many clients may be told at the same time that there is no room (rule R8.2). */
  int MOST_TOLD = 64;

  /** Some more than that. */
  int CROWD = 72;

  /** So long it may take a server to see a reset. */
  Duration TO_BE_SEEN = Duration.ofMillis(10);

  /** Nobody is told for so long: all wait for an end, of which none is shorter (rule R7.3). */
  Duration END_OF_ANOTHER = Duration.ofMillis(300);

  /** How often the suite may be too slow to see all of them at once. */
  int MOST_TRIES = 5;

  /** Fills the limit, and sends away more clients than may be told so at the same time. */
  @Scenario(
      id = "R10",
      title = "one client more is told BUSY",
      rules = {"R8.1", "R8.2"},
      needs = Trait.LIMIT,
      slow = true)
  default void r10_busy(Stage stage) throws Exception {
    stage.requireApplicable(
        stage.target().transport() != Transport.TLS, "over TLS nothing is told: that is T06");
    RunningServer server = stage.server(o -> o.maximumConnections(LIMIT));
    List<Probe> inside = fill(stage, server);
    Probe silent = stage.connect(server);
    silent.expectError(Code.BUSY, 0);
    silent.expectEnd();
    Punctual.play(() -> refuseBusyClient(stage, server));
    inside.forEach(probe -> probe.ask(stage.echo(10)));
    var seen = new AtomicBoolean();
    for (int tries = 0; !seen.get(); tries++) {
      if (tries == MOST_TRIES) {
        throw new HarnessFault(
            "this machine held the suite up: too slow to see so many clients at once", null);
      }
      Punctual.play(() -> seen.set(refuseMany(stage, server, inside)));
    }
    requireToldBehindResets(stage, server);
  }

  /**
   * Who is refused and resets has ended, too, and takes nobody's place among those who are told.
   */
  private static void requireToldBehindResets(Stage stage, RunningServer server) {
    for (int i = 0; i < CROWD; i++) {
      Probe refused = stage.connect(server);
      refused.awaitSome();
      refused.reset();
      Pause.of(TO_BE_SEEN);
    }
    Pause.of(OrderlyEnd.LONGEST);
    Probe last = stage.connect(server);
    try {
      last.expectError(Code.BUSY, 0);
    } catch (Mismatch untold) {
      throw untold.because(
          "%d clients were refused and have reset their connections: they still count as some who are"
                  .formatted(CROWD)
              + " being told.");
    }
  }

  /** A client that does not look before it has sent a while has the orderly end too. */
  private static void refuseBusyClient(Stage stage, RunningServer server) {
    long refused = System.nanoTime();
    Probe busy = stage.connect(server);
    busy.trySend(stage.echo(100).bytes());
    busy.expectError(Code.BUSY, 0);
    OrderlyEnd.expectWhileSending(busy, refused);
  }

  /**
   * Connects more clients than may be told BUSY at the same time, and keeps them.
   *
   * @return whether the suite was fast enough for their number to tell something
   */
  private static boolean refuseMany(Stage stage, RunningServer server, List<Probe> inside) {
    List<ToldBusy> told = new ArrayList<>();
    List<Probe> crowd = new ArrayList<>();
    List<Long> connecting = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      connecting.add(System.nanoTime());
      crowd.add(stage.connect(server));
    }
    inside.forEach(probe -> probe.ask(stage.echo(10)));
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    for (int i = 0; i < CROWD; i++) {
      if (isToldBusy(crowd.get(i), deadline)) {
        told.add(new ToldBusy(connecting.get(i), System.nanoTime()));
      }
    }
    long atOnce = ToldBusy.mostAtOnce(told);
    stage.require(
        atOnce <= MOST_TOLD,
        MOST_TOLD + " clients at most that are told BUSY at the same time, the others just closed",
        atOnce + " of them");
    requireNobodyAwaited(stage, told);
    inside.forEach(probe -> probe.ask(stage.echo(10)));
    crowd.forEach(Probe::close);
    return told.size() <= MOST_TOLD;
  }

  /**
   * Where more were told than may be at the same time, the last must not have waited for an end.
   */
  private static void requireNobodyAwaited(Stage stage, List<ToldBusy> told) {
    long pause = TimeUnit.NANOSECONDS.toMillis(ToldBusy.longestPause(told));
    stage.require(
        told.size() <= MOST_TOLD || pause < END_OF_ANOTHER.toMillis(),
        "clients that are just closed where %d others are being told BUSY".formatted(MOST_TOLD),
        "one that was told after a pause of %d ms: it had to wait for another's end"
            .formatted(pause));
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
}
