// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Slots.LIMIT;
import static dev.parley.conformance.scenario.Slots.fill;
import static dev.parley.conformance.scenario.Slots.isReply;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The slots of the connection limit, section 8. */
public interface LimitScenarios extends Conformance {

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
      List<Probe> inside = fill(stage, server);
      requireFull(stage, server);
      inside.forEach(ways.get(cycle % ways.size()));
    }
    Punctual.play(() -> requireHeldToTheEnd(stage, server));
  }

  /** Also a client that is refused leaves, and must not take anybody's slot with it. */
  private static void requireFull(Stage stage, RunningServer server) {
    Probe more = stage.connect(server);
    WireFrame echo = stage.echo(10);
    more.trySend(echo.bytes());
    Received next = more.next(stage.patience());
    if (isReply(next, echo)) {
      throw more.mismatch("ERROR BUSY with id 0, with all slots taken", next)
          .because(
              "More clients are inside than there are slots (is the option read?): one came back"
                  + " twice, or a client that was refused gave back a slot that it never held.");
    }
    more.close();
  }

  /**
   * An orderly end takes 500 ms at least where the client does not leave (rule R7.3). Whoever
   * counts its slot as free too early may do so at any moment between the ERROR and the close.
   */
  private static void requireHeldToTheEnd(Stage stage, RunningServer server) {
    List<Probe> inside = fill(stage, server);
    try {
      Probe leaving = inside.getFirst();
      long refused = System.nanoTime();
      leaving.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
      leaving.expectError(Code.TOO_LARGE, 9);
      Pause.requireShorter(OrderlyEnd.SHORTEST, refused, System.nanoTime());
      for (int i = 0; i < 6; i++) {
        requireStillHeld(stage, server, refused);
        Pause.of(Duration.ofMillis(50));
      }
    } finally {
      // Played again, it needs all slots.
      inside.forEach(Probe::close);
    }
  }

  private static void requireStillHeld(Stage stage, RunningServer server, long refused) {
    if (System.nanoTime() - refused >= OrderlyEnd.SHORTEST.toNanos()) {
      return;
    }
    WireFrame echo = stage.echo(10);
    try (Probe early = stage.connect(server)) {
      early.trySend(echo.bytes());
      Received next = early.next(stage.patience());
      if (isReply(next, echo)) {
        Pause.requireShorter(OrderlyEnd.SHORTEST, refused, next.nanos());
        throw early
            .mismatch("ERROR BUSY with id 0, as long as a connection is in its orderly end", next)
            .because("The slot of a connection in its orderly end counts as free.");
      }
    }
  }
}
