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
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Stopping in order: section 12. */
public interface StopScenarios extends Conformance {

  /** What was sent so long before a stop has been read by then. */
  Duration BEFORE_THE_STOP = Duration.ofMillis(250);

  /** What a stop has to do that takes no time: a second, as wherever the rules name a number. */
  Duration AT_ONCE = Duration.ofSeconds(1);

  /** Enough connections, and no more threads than they need where a server makes them early. */
  int FEW = 8;

  /** A larger reply than any system takes for a client that does not read, in bytes. */
  int TOO_MUCH_TO_TAKE = 6 << 20;

  /** What a reply before its time tells. */
  String WOKEN = "The stop woke a DELAY that waits: its time must pass also then (rule R1.3).";

  /** What a reply that never comes tells, behind one stop. */
  String STOPPED_AT_ONCE = "The stop lost a request that the server had read before the stop.";

  /** And behind two. */
  String STOPPED_TWICE =
      "The stop was asked for twice, and the second cut short what the first had waited for: a"
          + " signal's handler that is gone after its first call, for example.";

  /**
   * Clients that wait for a reply, say nothing, have sent half a frame, or read late; two stops.
   */
  @Scenario(
      id = "L04",
      title = "a stop answers what was asked, and nobody else",
      rules = {"R12.1", "R12.2", "R12.4"})
  default void l04_stop_in_order(Stage stage) {
    stage.requireStarts();
    List<Function<Probe, Task>> clients =
        List.of(
            probe -> waitsForReplies(stage, probe),
            probe -> waitsBehindItsEnd(stage, probe),
            StopScenarios::saysNothing,
            probe -> hasSentHalf(stage, probe),
            probe -> readsLate(stage, probe));
    List<Task> stops = new ArrayList<>();
    if (stage.has(Trait.CONCURRENT)) {
      stops.add(() -> Punctual.play(() -> stopInOrder(stage, clients)));
    } else {
      clients.forEach(
          one -> stops.add(() -> Punctual.play(() -> stopInOrder(stage, List.of(one)))));
    }
    stops.add(() -> Punctual.play(() -> stopTwice(stage)));
    stage.together(stops);
  }

  /** Lets each client begin, stops the server, and lets each client see what it expects then. */
  private static void stopInOrder(Stage stage, List<Function<Probe, Task>> clients) {
    RunningServer server =
        stage.server(o -> o.maximumPayload(TOO_MUCH_TO_TAKE).maximumConnections(FEW));
    List<Task> then = new ArrayList<>();
    for (Function<Probe, Task> client : clients) {
      then.add(client.apply(stage.connect(server, 65_536)));
    }
    Pause.of(BEFORE_THE_STOP);
    then.add(server::stop);
    then.add(() -> requireRefusedSoon(stage, server.address()));
    stage.together(then);
  }

  /** Stops a server that owes a reply, and asks for that once more before the reply is due. */
  private static void stopTwice(Stage stage) {
    RunningServer server = stage.server(o -> o.maximumConnections(FEW));
    Probe probe = stage.connect(server);
    WireFrame delay = stage.delay(3 * BEFORE_THE_STOP.toMillis(), 10);
    sendBehindAnEcho(stage, probe, delay);
    Pause.of(BEFORE_THE_STOP);
    var again = new AtomicBoolean();
    stage.together(
        server::stop,
        () -> {
          Pause.of(BEFORE_THE_STOP.dividedBy(2));
          again.set(true);
          server.stopAgain();
        },
        () -> {
          try {
            probe.expect(delay.reply());
          } catch (Mismatch lost) {
            throw lost.because(again.get() ? STOPPED_TWICE : STOPPED_AT_ONCE);
          }
          probe.expectEnd();
          probe.close();
        });
  }

  private static Task waitsForReplies(Stage stage, Probe probe) {
    // Not due while the others have to see their end at once.
    long millis = AT_ONCE.plus(BEFORE_THE_STOP.multipliedBy(2)).toMillis();
    WireFrame delay = stage.delay(millis, 10);
    WireFrame echo = stage.echo(10);
    long sent = System.nanoTime();
    sendBehindAnEcho(stage, probe, delay, echo);
    return () -> {
      long took = millisBetween(sent, expectOwed(probe, delay));
      probe.require(
          took >= millis - 1,
          "the DELAY's reply after %d ms".formatted(millis),
          "one after %d ms".formatted(took),
          WOKEN);
      expectOwed(probe, echo);
      expectEndAtOnce(probe);
    };
  }

  /** Sends these in one write with an ECHO, whose reply says that the server has come to them. */
  static void sendBehindAnEcho(Stage stage, Probe probe, WireFrame... requests) {
    WireFrame echo = stage.echo(10);
    probe.send(Stream.concat(Stream.of(echo), Stream.of(requests)).toArray(WireFrame[]::new));
    probe.expect(echo.reply());
  }

  /** Who has ended its side is owed its replies all the same. */
  private static Task waitsBehindItsEnd(Stage stage, Probe probe) {
    Task replies = waitsForReplies(stage, probe);
    probe.end();
    return replies;
  }

  private static long expectOwed(Probe probe, WireFrame request) {
    try {
      return probe.expect(request.reply());
    } catch (Mismatch lost) {
      throw lost.because(STOPPED_AT_ONCE);
    }
  }

  private static Task saysNothing(Probe probe) {
    return () -> expectEndAtOnce(probe);
  }

  private static void expectEndAtOnce(Probe probe) {
    try {
      probe.expectEnd(AT_ONCE);
    } catch (Mismatch open) {
      throw open.because(
          "This client is owed nothing any more: a stop ends it at once, also where it came while"
              + " the last reply was on its way.");
    }
    probe.close();
  }

  private static Task hasSentHalf(Stage stage, Probe probe) {
    probe.sendBytes(Arrays.copyOf(stage.echo(100).bytes(), 50));
    return saysNothing(probe);
  }

  private static Task readsLate(Stage stage, Probe probe) {
    WireFrame echo = stage.echo(TOO_MUCH_TO_TAKE);
    probe.send(echo);
    // So much may take longer than the pause before the stop: the first of the reply tells.
    probe.awaitSome();
    return () -> {
      Pause.of(AT_ONCE.plus(BEFORE_THE_STOP));
      probe.expect(echo.reply());
      expectEndAtOnce(probe);
    };
  }

  /** The stop runs in another thread, and may take a moment to begin. */
  private static void requireRefusedSoon(Stage stage, InetSocketAddress address) {
    long deadline = System.nanoTime() + AT_ONCE.toNanos();
    while (!Ports.refuses(address)) {
      stage.require(
          System.nanoTime() < deadline,
          "a listening port that is released at once, before the connections have ended",
          "a connect that is still taken %d ms after the stop".formatted(AT_ONCE.toMillis()));
      Pause.of(Duration.ofMillis(10));
    }
  }

  /** Clients whose replies are not done at the deadline: one waits, one does not read. */
  @Scenario(
      id = "L05",
      title = "a stop cuts at the drain deadline what is left",
      rules = {"R12.3"})
  default void l05_drain_deadline(Stage stage) {
    stage.requireStarts();
    List<Consumer<Probe>> clients =
        List.of(
            probe -> sendBehindAnEcho(stage, probe, stage.delay(10_000, 10)),
            probe -> {
              probe.send(stage.echo(TOO_MUCH_TO_TAKE));
              probe.awaitSome();
            });
    List<Task> stops = new ArrayList<>();
    for (Duration drain : List.of(Duration.ZERO, Duration.ofMillis(600))) {
      for (var client : clients) {
        stops.add(() -> Punctual.play(() -> stopAtDeadline(stage, drain, client)));
      }
    }
    stage.together(stops);
  }

  private static void stopAtDeadline(Stage stage, Duration drain, Consumer<Probe> client) {
    RunningServer server =
        stage.server(
            o -> o.drainTimeout(drain).maximumPayload(TOO_MUCH_TO_TAKE).maximumConnections(FEW));
    Probe probe = stage.connect(server, 4096);
    client.accept(probe);
    Pause.of(BEFORE_THE_STOP);
    long start = System.nanoTime();
    server.stop();
    long took = millisBetween(start, System.nanoTime());
    stage.require(
        took >= drain.toMillis(),
        "a stop that waits %d ms for the reply that is owed".formatted(drain.toMillis()),
        "a stop that took %d ms".formatted(took));
    Received next = probe.next(stage.patience());
    if (!(next instanceof Received.End || next instanceof Received.Reset)) {
      Mismatch answered = probe.mismatch("a connection that is cut at the drain deadline", next);
      throw next instanceof Received.Frame ? answered.because(WOKEN) : answered;
    }
  }
}
