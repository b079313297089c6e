// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.time.Duration;

/** A sender of datagrams who comes after all that has happened, and must be answered. */
final class FreshSender {

  private static final Duration BEFORE_THE_NEXT_TRY = Duration.ofMillis(300);

  private final Stage stage;
  private final RunningServer server;
  private final WireFrame echo;

  FreshSender(Stage stage, RunningServer server) {
    this.stage = stage;
    this.server = server;
    this.echo = stage.echo(0x600D, Math.min(20, server.options().maximumPayload()));
  }

  /** Asks until it is answered: the system drops what comes behind a flood. */
  void requireServed() {
    Duration patience = stage.patience();
    try (DatagramProbe probe = stage.datagrams().open(server)) {
      Received next;
      do {
        probe.send(echo);
        next = probe.next(BEFORE_THE_NEXT_TRY);
        patience = patience.minus(BEFORE_THE_NEXT_TRY);
      } while (next instanceof Received.Silence && patience.isPositive());
      if (!isReply(next)) {
        throw probe.mismatch("a fresh client that is answered afterwards: " + echo.reply(), next);
      }
    }
  }

  private boolean isReply(Received next) {
    return next instanceof Received.Datagram(Bytes bytes, var _, long _)
        && bytes.mismatch(new Bytes(echo.reply().bytes())) < 0;
  }
}
