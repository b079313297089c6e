// SPDX-License-Identifier: Apache-2.0

package dev.parley.threaded;

import dev.parley.blocking.Connection;
import dev.parley.blocking.Connections;
import dev.parley.blocking.Threads;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Serves each client on a thread of its own. What kind of thread is the executor's affair; each
 * style passes another.
 */
final class ThreadedServer implements Server {

  /** How long to leave a failing accept alone: a full table of files takes a while to empty. */
  private static final long BACK_OFF_MILLIS = 100;

  /** How many clients are told at the same time that the server is full (rule R8.2). */
  private static final int MOST_REFUSALS = 64;

  private final ServerOptions options;
  private final ServerListener listener;
  private final ServerSocketFactory sockets;
  private final Supplier<ExecutorService> executor;
  private final Connections connections;
  private final Semaphore slots;
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("accept").factory());
  private volatile @Nullable ServerSocket acceptor;
  private @Nullable ExecutorService owners;
  private boolean closed;

  /**
   * Makes a server that is not started.
   *
   * @param sockets makes the listening socket, unbound
   * @param slots how many connections at once; 0: no limit
   * @param executor makes what runs the connections; it must take as many tasks as there are slots
   */
  ThreadedServer(
      ServerOptions options,
      ServerListener listener,
      ServerSocketFactory sockets,
      int slots,
      Supplier<ExecutorService> executor) {
    this.options = options;
    this.listener = listener;
    this.sockets = sockets;
    this.executor = executor;
    this.connections = new Connections(options, listener);
    this.slots = new Semaphore(slots == 0 ? Integer.MAX_VALUE : slots);
  }

  @Override
  public synchronized void start() throws IOException {
    if (acceptor != null || closed) {
      throw new IllegalStateException("a server starts once");
    }
    ServerSocket bound = bind();
    ExecutorService threads = executor.get();
    acceptor = bound;
    owners = threads;
    connections.start();
    thread.execute(() -> accept(bound, threads));
  }

  private ServerSocket bind() throws IOException {
    ServerSocket socket = sockets.createServerSocket();
    try {
      socket.setReuseAddress(options.reuseAddress());
      if (options.receiveBuffer() > 0) {
        socket.setReceiveBufferSize(options.receiveBuffer());
      }
      socket.bind(options.address(), options.backlog());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw Endpoint.cannotBind(options.address(), e);
    }
  }

  @Override
  public InetSocketAddress address() {
    ServerSocket bound = acceptor;
    if (bound == null) {
      throw new IllegalStateException("the server is not started");
    }
    return (InetSocketAddress) bound.getLocalSocketAddress();
  }

  private void accept(ServerSocket bound, ExecutorService threads) {
    while (!bound.isClosed()) {
      try {
        admit(bound.accept(), threads); // blocks until a client comes
      } catch (IOException e) {
        if (!bound.isClosed()) {
          listener.acceptFailed(e);
          backOff();
        }
      }
    }
  }

  private void admit(Socket socket, ExecutorService threads) {
    if (slots.tryAcquire()) {
      hand(connections.open(socket, slots::release), threads);
    } else if (refusals.tryAcquire()) {
      Thread.startVirtualThread(connections.open(socket, refusals::release)::refuse);
    } else {
      connections.open(socket, () -> {}).drop();
    }
  }

  /** Where no more threads are to be had, this client is lost, and accept goes on. */
  private void hand(Connection connection, ExecutorService threads) {
    try {
      threads.execute(connection);
    } catch (OutOfMemoryError e) {
      connection.drop();
      listener.acceptFailed(new IOException("no thread for a connection", e));
    }
  }

  private static void backOff() {
    try {
      TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    ServerSocket bound = acceptor;
    ExecutorService threads = owners;
    if (bound == null || threads == null || closed) {
      closed = true;
      return;
    }
    closed = true;
    try {
      bound.close();
    } catch (IOException e) {
      listener.acceptFailed(e);
    }
    Threads.awaitEnd(thread);
    connections.drain();
    Threads.awaitEnd(threads);
  }
}
