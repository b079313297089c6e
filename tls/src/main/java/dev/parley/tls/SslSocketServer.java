// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.blocking.Connection;
import dev.parley.blocking.Connections;
import dev.parley.blocking.JoiningExecutor;
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
import org.jspecify.annotations.Nullable;

/**
 * Serves each client over TLS on a virtual thread of its own, which begins with the handshake.
 *
 * <p>A virtual thread, because whoever connects and says nothing holds one until the handshake
 * clock expires: that must not be worth a megabyte of stack. The cryptography is work like any
 * other, and a carrier for each processor does it as fast as more threads would.
 */
final class SslSocketServer implements Server {

  /** How long to leave a failing accept alone: a full table of files takes a while to empty. */
  private static final long BACK_OFF_MILLIS = 100;

  private final ServerOptions options;
  private final ServerListener listener;
  private final Connections connections;
  private final Semaphore slots;
  private final ExecutorService thread =
      new JoiningExecutor(
          Thread.ofPlatform().name("accept").factory(), Executors::newSingleThreadExecutor);
  private final ExecutorService owners =
      new JoiningExecutor(
          Thread.ofVirtual().name("connection-", 1).factory(), Executors::newThreadPerTaskExecutor);
  private volatile @Nullable ServerSocket acceptor;
  private boolean closed;

  /** Makes a server that is not started. */
  SslSocketServer(ServerOptions options, ServerListener listener, TlsContext tls) {
    this.options = options;
    this.listener = listener;
    this.connections = new Connections(options, listener, SocketLayer.ofServer(tls));
    int limit = options.maximumConnections();
    this.slots = new Semaphore(limit == 0 ? Integer.MAX_VALUE : limit);
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
    ServerSocket socket = new ServerSocket();
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
        admit(bound.accept()); // blocks until a client comes
      } catch (IOException e) {
        if (!bound.isClosed()) {
          listener.acceptFailed(e);
          backOff();
        }
      }
    }
  }

  /** To say BUSY would take a handshake, the dearest thing that a server does (rule R8.1). */
  private void admit(Socket socket) {
    if (slots.tryAcquire()) {
      Connection connection = connections.open(socket, slots::release);
      owners.execute(connection);
    } else {
      connections.open(socket, () -> {}).drop();
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
    Threads.awaitEnd(thread);
    connections.drain();
    Threads.awaitEnd(owners);
  }
}
