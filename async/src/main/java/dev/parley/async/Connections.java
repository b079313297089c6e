// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The open connections of one server, and how they end when it stops. All methods may be called
 * from any thread.
 */
final class Connections {

  /** How long a connection that was cut may take to be gone. */
  private static final Duration CUT_TIME = Duration.ofMillis(300);

  private final ServerOptions options;
  private final ServerListener listener;
  private final Timers timers;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private long accepted;
  private boolean stopping;
  private boolean cutting;

  Connections(ServerOptions options, ServerListener listener, Timers timers) {
    this.options = options;
    this.listener = listener;
    this.timers = timers;
  }

  /**
   * Registers an accepted channel. Someone has to {@linkplain Connection#run run}, {@linkplain
   * Connection#refuse refuse} or {@linkplain Connection#drop drop} the connection.
   *
   * @param whenClosed runs once, when the channel is closed
   */
  synchronized Connection open(AsynchronousSocketChannel channel, Runnable whenClosed) {
    Consumer<Connection> remove =
        connection -> {
          remove(connection);
          whenClosed.run();
        };
    var connection = new Connection(channel, ++accepted, options, listener, timers, remove);
    open.add(connection);
    if (stopping) {
      connection.stop();
    }
    if (cutting) {
      connection.cut();
    }
    return connection;
  }

  private synchronized void remove(Connection connection) {
    open.remove(connection);
    notifyAll();
  }

  /**
   * Ends every connection in order, and cuts at the drain deadline what is left (section 12).
   * Blocks for the drain deadline and 300 ms at most; if the calling thread is interrupted, it cuts
   * at once.
   */
  void drain() {
    stopAll();
    awaitEmpty(options.drainTimeout());
    cutAll();
    awaitEmpty(CUT_TIME);
  }

  private synchronized void stopAll() {
    stopping = true;
    if (!options.drainTimeout().isZero()) {
      open.forEach(Connection::stop);
    }
  }

  private synchronized void cutAll() {
    cutting = true;
    open.forEach(Connection::cut);
  }

  private synchronized void awaitEmpty(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!open.isEmpty() && deadline - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime()); // blocks
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
