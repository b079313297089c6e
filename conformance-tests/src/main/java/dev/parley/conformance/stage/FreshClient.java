// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A client who comes after all that has happened, and must be served as if nothing had. */
final class FreshClient {

  private static final Duration FREED_SLOT = Duration.ofSeconds(2);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final String LEFT_BEHIND =
      "What the clients before have done has cost the server more than their connections: did an"
          + " exception end the accept loop or an event loop, or does a thread hang?";

  private static final int TIMEOUT = 4;
  private static final int BUSY = 5;

  private final Stage stage;
  private final RunningServer server;
  private final WireFrame echo;

  FreshClient(Stage stage, RunningServer server) {
    this.stage = stage;
    this.server = server;
    this.echo = stage.echo(0x600D, Math.min(20, server.options().maximumPayload()));
  }

  /** Tries until it is served; only what may be so for a moment is put up with, for a while. */
  void requireServed() {
    long deadline = System.nanoTime() + FREED_SLOT.toNanos();
    while (true) {
      try (Probe probe = stage.connect(server)) {
        probe.trySend(echo.bytes());
        Received first = probe.next(stage.patience());
        if (isReply(first)) {
          return;
        }
        if (!mayPass(first) || System.nanoTime() > deadline) {
          Mismatch unserved =
              probe.mismatch("a fresh client that is served afterwards: " + echo.reply(), first);
          throw first instanceof Received.Nothing ? unserved.because(LEFT_BEHIND) : unserved;
        }
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  private boolean isReply(Received first) {
    return first instanceof Received.Frame(WireFrame reply, long _) && reply.equals(echo.reply());
  }

  /**
   * What a fresh client may meet for a moment: a server that has no slot or no file yet, which says
   * so or just closes (rules R8.2 and R10.2), or a short clock that ran out while the suite was
   * held up, of which over TLS nothing is told.
   */
  private boolean mayPass(Received first) {
    return switch (first) {
      case Received.Frame(WireFrame frame, long _) ->
          frame.errorCode() == BUSY || frame.errorCode() == TIMEOUT;
      case Received.End _, Received.Reset _ ->
          stage.has(Trait.LIMIT) || stage.target().transport() == Transport.TLS;
      case Received.Nothing _, Received.Datagram _, Received.Silence _ -> false;
    };
  }
}
