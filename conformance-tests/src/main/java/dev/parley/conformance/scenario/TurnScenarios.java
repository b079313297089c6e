// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Trait;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What only a server of one client at a time can show. */
public interface TurnScenarios extends Conformance {

  /** How soon the next is served: the rule's second, and a half. */
  Duration SERVED = Duration.ofMillis(1500);

  /** Clients of a server that serves one at a time, and leaves the others in the backlog. */
  @Scenario(
      id = "R11",
      title = "the next client waits its turn in silence",
      rules = {"R8.4"},
      slow = true)
  default void r11_next_in_turn(Stage stage) throws Exception {
    stage.requireApplicable(
        !stage.has(Trait.CONCURRENT), "it is about a server that serves one client at a time");
    RunningServer server = stage.server(o -> o.idleTimeout(ClockWindow.SHORT));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::idleTimeout);
    stage.requireApplicable(
        clock.multipliedBy(3).compareTo(server.options().maximumDelay()) <= 0,
        "it needs a maximum delay of three times the idle clock");
    for (Consumer<Probe> leave : List.<Consumer<Probe>>of(Probe::close, Probe::reset)) {
      Punctual.play(() -> waitsItsTurn(stage, server, clock, leave));
    }
  }

  private static void waitsItsTurn(
      Stage stage, RunningServer server, Duration clock, Consumer<Probe> leave) {
    // Longer than the idle clock, which must not run for the second.
    WireFrame delay = stage.delay(3 * clock.toMillis(), 0);
    WireFrame echo = stage.echo(10);
    try (Probe first = stage.connect(server)) {
      first.ask(stage.echo(10));
      first.send(delay);
      try (Probe second = stage.connect(server)) {
        second.send(echo);
        second.expectQuiet(clock.multipliedBy(2));
        first.expect(delay.reply());
        leave.accept(first);
        Received next = second.next(SERVED);
        if (!isReply(next, echo)) {
          throw second.mismatch("a reply within 1 s of the end of the client before", next);
        }
      }
    }
  }

  private static boolean isReply(Received next, WireFrame request) {
    return next instanceof Received.Frame(WireFrame frame, long _) && frame.equals(request.reply());
  }
}
