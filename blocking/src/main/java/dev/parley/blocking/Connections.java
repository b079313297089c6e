// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The open connections of one server: who looks at their clocks, and how they end when it stops.
 * All methods may be called from any thread.
 */
public final class Connections {

  /** How often the watchdog looks: well within the lateness that rule R6.6 allows. */
  private static final long PERIOD_MILLIS = 100;

  /** How long a connection that was cut may take to be gone. */
  private static final Duration CUT_TIME = Duration.ofMillis(500);

  private final ServerOptions options;
  private final ServerListener listener;
  private final Layer layer;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService watchdog =
      new JoiningExecutor(
          Thread.ofPlatform().name("watchdog").factory(), Executors::newSingleThreadExecutor);
  private long accepted;
  private boolean stopping;
  private boolean cutting;

  /** Makes an empty set; no thread runs before {@link #start}. */
  public Connections(ServerOptions options, ServerListener listener) {
    this(options, listener, Layer.NONE);
  }

  /** As the other, for connections that talk through a layer over their sockets. */
  public Connections(ServerOptions options, ServerListener listener, Layer layer) {
    this.options = options;
    this.listener = listener;
    this.layer = layer;
  }

  /**
   * Starts the thread that looks at the clocks, and has what virtual threads wait with opened: they
   * say the last word to some clients in every style. Blocks for a moment.
   */
  public void start() {
    Threads.openPollers();
    watchdog.execute(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS); // blocks until it is time, or the end
        checkClocks();
      }
    } catch (InterruptedException e) {
      // The server has ended.
    }
  }

  /** For ten thousand connections this is about a millisecond of work. */
  private void checkClocks() {
    long now = System.nanoTime();
    open.forEach(connection -> connection.check(now));
  }

  /**
   * Registers an accepted socket. Someone has to {@linkplain Connection#run run}, {@linkplain
   * Connection#refuse refuse} or {@linkplain Connection#drop drop} the connection.
   *
   * @param whenClosed runs once, on the thread that closes the connection, when its socket is
   *     closed
   */
  public synchronized Connection open(Socket socket, Runnable whenClosed) {
    Consumer<Connection> remove =
        connection -> {
          remove(connection);
          whenClosed.run();
        };
    Connection connection = new Connection(socket, layer, ++accepted, options, listener, remove);
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
   * Ends every connection in order, cuts at the drain deadline what is left, and ends the watchdog
   * (section 12). Blocks for the drain deadline and half a second at most; if the calling thread is
   * interrupted, it cuts at once.
   */
  public void drain() {
    stopAll();
    awaitEmpty(options.drainTimeout());
    cutAll();
    awaitEmpty(CUT_TIME);
    watchdog.shutdownNow();
    Threads.awaitEnd(watchdog);
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
