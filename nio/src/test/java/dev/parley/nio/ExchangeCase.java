// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.parley.nio.Exchange.Next;
import dev.parley.protocol.Responder;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** An exchange with a peer that gives and takes what the test wants. */
abstract class ExchangeCase {

  final ServerOptions options = ServerOptions.defaults();
  final ByteBuffer shared = ByteBuffer.allocateDirect(4_096);

  final Clock clock = new Clock(options, new Timers(), mock());
  FakeChannel peer = new FakeChannel();

  Exchange exchange = exchange();

  ExchangeCase() throws IOException {}

  Exchange exchange() {
    var responder = new Responder(options, ServerListener.NONE, 1);
    return new Exchange(peer.link, responder, clock, shared);
  }

  Next receive() throws IOException {
    exchange.receive();
    return proceed();
  }

  /** Other connections use the shared buffer between a connection's turns. */
  Next proceed() throws IOException {
    Next next = exchange.proceed();
    shared.clear();
    while (shared.hasRemaining()) {
      shared.put((byte) 0x55);
    }
    shared.position(7).limit(9);
    return next;
  }

  /** Goes on until all that there is has been received and answered; the peer takes all in time. */
  void serveAll() throws IOException {
    serveAll(receive());
  }

  void serveAll(Next first) throws IOException {
    Next next = first;
    while (next != Next.INPUT || peer.unread() > 0) {
      if (next == Next.INPUT) {
        next = receive();
      } else {
        if (next == Next.TIME) {
          awaitTime();
        } else {
          peer.room = Integer.MAX_VALUE;
        }
        next = proceed();
      }
    }
  }

  void awaitTime() {
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> exchange.delayUntil() - System.nanoTime() <= 0);
  }
}
