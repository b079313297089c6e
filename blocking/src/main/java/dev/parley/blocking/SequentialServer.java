// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Serves one client after the other on one thread. Whoever is not served waits in the system's
 * backlog (rule R8.4).
 */
final class SequentialServer implements Server {

  /** How long to leave a failing accept alone: a full table of files takes a while to empty. */
  private static final long BACK_OFF_MILLIS = 100;

  private final ServerOptions options;
  private final ServerListener listener;
  private final ServerSocketFactory sockets;
  private final Connections connections;
  private final ExecutorService thread =
      new JoiningExecutor(
          Thread.ofPlatform().name("accept").factory(), Executors::newSingleThreadExecutor);
  private volatile @Nullable ServerSocket acceptor;
  private boolean closed;

  SequentialServer(ServerOptions options, ServerListener listener, ServerSocketFactory sockets) {
    this.options = options;
    this.listener = listener;
    this.sockets = sockets;
    this.connections = new Connections(options, listener);
  }

  @Override
  public synchronized void start() throws IOException {
    if (acceptor != null || closed) {
      throw new IllegalStateException("a server starts once");
    }
    ServerSocket bound = bind();
    acceptor = bound;
    connections.start();
    thread.execute(() -> accept(bound));
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

  private void accept(ServerSocket bound) {
    while (!bound.isClosed()) {
      try {
        connections.open(bound.accept(), () -> {}).run(); // blocks until the client has left
      } catch (IOException e) {
        if (!bound.isClosed()) {
          listener.acceptFailed(e);
          backOff();
        }
      }
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
    if (bound == null || closed) {
      closed = true;
      return;
    }
    closed = true;
    try {
      bound.close();
    } catch (IOException e) {
      listener.acceptFailed(e);
    }
    connections.drain();
    Threads.awaitEnd(thread);
  }
}
