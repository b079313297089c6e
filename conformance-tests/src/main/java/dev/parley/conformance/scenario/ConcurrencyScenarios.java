// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What only a server of several clients at a time can show. */
public interface ConcurrencyScenarios extends Conformance {

  /** One client's DELAY, and another client's ECHOs. */
  @Scenario(
      id = "F13",
      title = "a DELAY costs nobody else",
      rules = {"R1.2"},
      needs = Trait.CONCURRENT)
  default void f13_delay_of_another(Stage stage) throws Exception {
    RunningServer server = stage.server();
    int processors = Runtime.getRuntime().availableProcessors();
    int waiting = Math.clamp(2L * processors + 2, WAITING, MOST);
    Slots.requireRoom(stage, server, waiting + 1);
    Punctual.play(() -> askWhileAnotherWaits(stage, server, waiting));
  }

  /** More DELAYs than a pool of common size has threads. */
  int WAITING = 40;

  /**
   * With one more they still have room in the smallest limit that a server may have (rule R8.1).
   */
  int MOST = 250;

  /** A server may have a loop or a thread for each processor, or a pool: there are more DELAYs. */
  private static void askWhileAnotherWaits(Stage stage, RunningServer server, int waiting) {
    long millis = 1000;
    Probe other = stage.connect(server);
    other.ask(stage.echo(10));
    List<Probe> slow = new ArrayList<>();
    List<WireFrame> delays = new ArrayList<>();
    for (int i = 0; i < waiting; i++) {
      slow.add(stage.connect(server));
      slow.getLast().ask(stage.echo(10));
      delays.add(stage.delay(millis, 10));
    }
    long[] sent = new long[slow.size()];
    long first = System.nanoTime();
    // Where each waits for the one before, no more of them are needed.
    for (int i = 0; i < slow.size() && millisBetween(first, System.nanoTime()) < millis; i++) {
      WireFrame before = stage.echo(10);
      sent[i] = System.nanoTime();
      slow.get(i).send(before, delays.get(i));
      // This reply says that the server has come to the DELAY.
      slow.get(i).expect(before.reply());
    }
    for (int i = 0; i < 3; i++) {
      other.ask(stage.echo(10));
    }
    long answered = millisBetween(first, System.nanoTime());
    other.require(
        answered < millis,
        "three ECHOs answered while DELAYs of %d ms of other clients wait".formatted(millis),
        "they took %d ms".formatted(answered),
        "A DELAY was waited for in a thread, or under a lock, that other connections need.");
    for (int i = 0; i < slow.size(); i++) {
      long took = millisBetween(sent[i], slow.get(i).expect(delays.get(i).reply()));
      slow.get(i)
          .require(
              took < millis * 3 / 2,
              "the replies to %d DELAYs of %d ms, each of another client and within %d ms"
                  .formatted(waiting, millis, millis * 3 / 2),
              "one after %d ms".formatted(took),
              "They waited for each other: for one of a number of threads, for example.");
    }
  }

  /** Clients that say nothing, or half of something, and stay. */
  @Scenario(
      id = "R02",
      title = "silent clients cost nobody else",
      rules = {"R10.1"},
      needs = Trait.CONCURRENT)
  default void r02_silent_clients(Stage stage) {
    RunningServer server = stage.server();
    // More than the carriers that virtual threads have, here or where the suite asks for some more.
    int processors = Runtime.getRuntime().availableProcessors();
    int silent = Math.clamp(2L * processors + 2, 16, MOST / 2);
    Slots.requireRoom(stage, server, 2 * silent + 1);
    for (int i = 0; i < silent; i++) {
      stage.connect(server);
      stage.connect(server).sendBytes(Arrays.copyOf(stage.echo(10).bytes(), 12));
    }
    try {
      stage.connect(server).ask(stage.echo(10));
    } catch (Mismatch failure) {
      throw failure.because(
          "%d clients that say nothing hold what a new one needs: the threads of a pool that is"
                  .formatted(2 * silent)
              + " smaller than the number of connections that it takes, the carriers of virtual"
              + " threads, a loop, or a lock.");
    }
  }
}
