// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who of the fixture's clients is served, who is told BUSY, and when a slot is free again. */
final class Admission {

  private static final int MOST_REFUSALS = 64;
  private static final long LATE_MILLIS = 2500;

  private static final Queue<Selector> LEFT = new ConcurrentLinkedQueue<>();

  private final LifeServer server;
  private final ServerOptions options;
  private final LifeFault fault;
  private final boolean concurrent;
  private final Semaphore slots;
  private final Semaphore refusals;
  private final AtomicBoolean occupied = new AtomicBoolean();

  Admission(LifeServer server, ServerOptions options, LifeFault fault, boolean concurrent) {
    this.server = server;
    this.options = options;
    this.fault = fault;
    this.concurrent = concurrent;
    int limit = fault == LifeFault.NO_LIMIT ? 0 : options.maximumConnections();
    slots = new Semaphore(limit == 0 ? Integer.MAX_VALUE : limit);
    boolean all = fault == LifeFault.TELLS_ALL_THAT_IT_IS_BUSY;
    refusals = new Semaphore(all ? Integer.MAX_VALUE : MOST_REFUSALS);
  }

  void admit(SocketChannel channel) throws IOException {
    var connection = new LifeConnection(channel, options, fault, server, this);
    if (!concurrent) {
      serveAlone(connection);
    } else if (slots.tryAcquire()) {
      server.spawn(() -> serve(connection));
    } else if (hasRoomToRefuse()) {
      refuse(connection);
    } else {
      connection.close();
    }
  }

  private boolean hasRoomToRefuse() {
    if (fault == LifeFault.AWAITS_REFUSALS) {
      refusals.acquireUninterruptibly();
      return true;
    }
    return refusals.tryAcquire();
  }

  private void serveAlone(LifeConnection connection) {
    if (fault != LifeFault.TELLS_WAITING_CLIENTS) {
      run(connection, connection::serve, () -> {});
    } else if (occupied.compareAndSet(false, true)) {
      server.spawn(() -> run(connection, connection::serve, () -> occupied.set(false)));
    } else {
      server.spawn(() -> run(connection, connection::refuse, () -> {}));
    }
    if (fault == LifeFault.LATE_FOR_THE_NEXT) {
      LifeServer.pause(LATE_MILLIS);
    }
  }

  private void serve(LifeConnection connection) {
    run(
        connection,
        connection::serve,
        () -> {
          if (!connection.hasFreedSlot()) {
            freeSlot();
          }
        });
  }

  private void refuse(LifeConnection connection) {
    if (fault == LifeFault.REFUSAL_FREES_SLOT) {
      freeSlot();
    }
    if (fault == LifeFault.REFUSES_ONE_BY_ONE) {
      run(connection, connection::refuse, refusals::release);
    } else {
      server.spawn(() -> run(connection, connection::refuse, refusals::release));
    }
  }

  void freeSlot() {
    slots.release();
  }

  private interface Conversation {
    void hold() throws IOException;
  }

  private void run(LifeConnection connection, Conversation conversation, Runnable whenClosed) {
    boolean slotLost = false;
    try {
      conversation.hold();
    } catch (IOException e) {
      slotLost = fault == LifeFault.LOSES_SLOT_AT_RESET;
    }
    try {
      connection.close();
      leaveDescriptors();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    if (!slotLost) {
      whenClosed.run();
    }
  }

  /** More than the servers of earlier tests may still be about to close. */
  private void leaveDescriptors() throws IOException {
    for (int i = 0; fault == LifeFault.LEAVES_DESCRIPTOR && i < 5; i++) {
      LEFT.add(Selector.open());
    }
  }
}
