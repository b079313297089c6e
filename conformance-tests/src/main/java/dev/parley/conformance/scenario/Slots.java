// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that take up all of a server's slots. */
final class Slots {

  /** What a scenario sets the limit to. */
  static final int LIMIT = 4;

  private Slots() {}

  /** Ends the scenario as not applicable where a server that runs has less room. */
  static void requireRoom(Stage stage, RunningServer server, int clients) {
    int limit = server.options().maximumConnections();
    stage.requireApplicable(
        limit == 0 || limit >= clients, "it needs room for %d clients at once".formatted(clients));
  }

  /** Takes a place for each slot; one that was just left may take a while to be free. */
  static List<Probe> fill(Stage stage, RunningServer server) {
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
      boolean busy = isRefusal(stage, next);
      if (!busy || System.nanoTime() > deadline) {
        throw probe
            .mismatch("a slot that is free within 2 s of its client's end: " + echo.reply(), next)
            .because("A slot is lost when a client leaves in the way in which the last ones did.");
      }
      probe.close();
      Pause.of(Duration.ofMillis(20));
    }
  }

  /** Over TLS a client is refused before anything could be said (rule R8.1). */
  private static boolean isRefusal(Stage stage, Received next) {
    return stage.target().transport() == Transport.TLS
        ? next instanceof Received.Reset || next instanceof Received.End
        : next instanceof Received.Frame(WireFrame frame, long _) && isBusy(frame);
  }

  static boolean isBusy(WireFrame frame) {
    return frame.errorCode() == Code.BUSY && frame.id() == 0;
  }

  static boolean isReply(Received next, WireFrame request) {
    return next instanceof Received.Frame(WireFrame frame, long _) && frame.equals(request.reply());
  }
}
