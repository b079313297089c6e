// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server, and what it tells its listener. */
final class ListenedServer implements ServerListener, AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;
  private static final int SMALL_BUFFER = 4_096;

  private final Server server;
  private final BlockingQueue<Long> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
  private final List<Long> stillOpen = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean failing;

  /** Starts one on a free port. */
  ListenedServer(Style style, UnaryOperator<ServerOptions.Builder> change) throws IOException {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ServerOptions.Builder options = ServerOptions.defaults().toBuilder().address(anyPort);
    server = style.server(change.apply(options).build(), this);
    server.start();
  }

  /** Connects, and waits until the server has told so. */
  Socket connect() throws IOException, InterruptedException {
    var socket = new Socket();
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
    socket.connect(server.address());
    take(opened, "a connection is opened");
    return socket;
  }

  /** Sends a request, and waits until the server has told of it. */
  void ask(Socket socket, WireFrame request) throws IOException, InterruptedException {
    socket.getOutputStream().write(WireFrame.bytes(List.of(request)));
    take(frames, "a request has come");
  }

  /** Reads until the server ends its side. Blocks for as long as the socket has patience. */
  static void readToEnd(Socket socket) throws IOException {
    socket.getInputStream().readAllBytes();
  }

  /** Waits until a connection is told to be closed, and compares the reason. */
  void expectClosed(CloseReason expected) throws InterruptedException {
    CloseReason reason = take(closed, "a connection is closed");
    if (reason != expected) {
      throw new AssertionError("closed with the reason %s, not %s".formatted(reason, expected));
    }
  }

  private static <T> T take(BlockingQueue<T> told, String what) throws InterruptedException {
    T next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("the server did not tell that " + what);
    }
    return next;
  }

  /** Throws at the next request. */
  void fail() {
    failing = true;
  }

  /** Stops the server, on a thread of its own. */
  void stop() {
    Thread.startVirtualThread(server::close);
  }

  @Override
  public void opened(long connection, SocketAddress peer) {
    stillOpen.add(connection);
    opened.add(connection);
  }

  @Override
  public void frameIn(long connection, int type, int id, int payloadLength) {
    frames.add(id);
    if (failing) {
      throw new IllegalStateException("a listener that fails");
    }
  }

  @Override
  public void closed(long connection, CloseReason reason) {
    stillOpen.remove((Long) connection);
    closed.add(reason);
  }

  /** Stops the server; fails unless each connection was told to be closed, once. */
  @Override
  public void close() {
    server.close();
    if (!stillOpen.isEmpty() || !closed.isEmpty()) {
      throw new AssertionError(
          "still open: connections %s; closed beside: %s".formatted(stillOpen, closed));
    }
  }
}
