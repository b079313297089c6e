// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Timers.Timer;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Accepts clients on the first loop's thread and deals them out to all loops in turn. A connection
 * stays with its loop.
 */
final class Acceptor implements Handler {

  /** How long to leave a failing accept alone: a full table of files takes a while to empty. */
  private static final long BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How many clients are told at the same time that the server is full (rule R8.2). */
  private static final int MOST_REFUSALS = 64;

  /** How many clients are accepted before it is the turn of those who are connected. */
  private static final int MOST_AT_ONCE = 64;

  private final ServerSocketChannel channel;
  private final LinkFactory links;
  private final List<EventLoop> loops;
  private final ServerOptions options;
  private final ServerListener listener;
  private final SelectionKey key;
  private final Timer timer = new Timer(this);
  private final Semaphore slots;
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS);
  private long accepted;

  /** Registers a channel that listens with the first loop. */
  Acceptor(
      ServerSocketChannel channel,
      LinkFactory links,
      List<EventLoop> loops,
      ServerOptions options,
      ServerListener listener)
      throws IOException {
    this.channel = channel;
    this.links = links;
    this.loops = loops;
    this.options = options;
    this.listener = listener;
    int limit = options.maximumConnections();
    this.slots = new Semaphore(limit == 0 ? Integer.MAX_VALUE : limit);
    this.key = loops.getFirst().register(channel, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready() throws IOException {
    for (int count = 0; count < MOST_AT_ONCE; count++) {
      SocketChannel client = channel.accept();
      if (client == null) {
        return;
      }
      admit(client);
    }
  }

  private void admit(SocketChannel client) {
    accepted++;
    if (slots.tryAcquire()) {
      hand(client, slots, Connection::serve);
    } else if (refusals.tryAcquire()) {
      hand(client, refusals, Connection::refuse);
    } else {
      close(client);
    }
  }

  private void hand(SocketChannel client, Semaphore places, Welcome welcome) {
    long number = accepted;
    EventLoop loop = loops.get((int) (number % loops.size()));
    loop.execute(() -> {
      Connection connection;
      try {
        connection = new Connection(client, links, number, loop, options, listener, places);
      } catch (IOException | OutOfMemoryError e) {
        close(client);
        places.release();
        listener.acceptFailed(new IOException("no room for a connection", e));
        return;
      }
      try {
        welcome.give(connection);
      } catch (Throwable e) {
        connection.failed(e);
      }
    });
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }

  /** A failing accept would fail again at once: the listener is left alone for a while. */
  @Override
  public void failed(Throwable failure) {
    key.interestOps(0);
    loops.getFirst().timers().set(timer, System.nanoTime() + BACK_OFF_NANOS);
    listener.acceptFailed(
        failure instanceof Exception e ? e : new IOException("accept failed", failure));
  }

  @Override
  public void expired() {
    key.interestOps(SelectionKey.OP_ACCEPT);
  }

  /** Releases the port; those who wait to be accepted are reset by the system (rule R12.1). */
  @Override
  public void stop() {
    if (key.isValid()) {
      loops.getFirst().timers().cancel(timer);
      loops.getFirst().close(key);
    }
  }

  @Override
  public void cut() {
    stop();
  }

  /** How a connection begins; fails with it. */
  private interface Welcome {
    void give(Connection connection) throws IOException;
  }
}
