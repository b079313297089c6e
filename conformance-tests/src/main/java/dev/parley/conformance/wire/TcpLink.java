// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/** A {@link java.net.Socket} as a link. */
public final class TcpLink implements Link {

  private final Socket socket;

  TcpLink(Socket accepted) {
    socket = accepted;
  }

  /**
   * Connects.
   *
   * @param receiveBuffer what to ask for before the connect, in bytes; 0: the system's choice
   * @throws IOException if the peer refuses, resets or does not take the connection in time, or if
   *     the socket met itself
   * @throws HarnessFault if this machine has no socket or port left
   */
  public static TcpLink connect(InetSocketAddress peer, int receiveBuffer, Duration timeout)
      throws IOException {
    Socket socket = open(receiveBuffer);
    try {
      socket.connect(peer, (int) timeout.toMillis());
      if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
        throw new ConnectException("the socket connected to itself: nobody listens there");
      }
      return new TcpLink(socket);
    } catch (IOException e) {
      socket.close();
      if (hasNoPortLeft(e)) {
        throw new HarnessFault("the suite has no port left to connect from", e);
      }
      throw e;
    }
  }

  private static Socket open(int receiveBuffer) {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      if (receiveBuffer > 0) {
        // Before the connect: afterwards the window that was announced stands.
        socket.setReceiveBufferSize(receiveBuffer);
      }
      return socket;
    } catch (SocketException e) {
      throw new HarnessFault("the suite cannot open a socket", e);
    }
  }

  private static boolean hasNoPortLeft(IOException e) {
    return String.valueOf(e.getMessage()).contains("Cannot assign requested address");
  }

  /** Turns Nagle's algorithm off, so that pieces leave as they are written. */
  void sendAtOnce() throws SocketException {
    socket.setTcpNoDelay(true);
  }

  @Override
  public int read(byte[] buffer, int offset, int length, int timeoutMillis) throws IOException {
    socket.setSoTimeout(timeoutMillis);
    return socket.getInputStream().read(buffer, offset, length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    socket.getOutputStream().write(bytes, offset, length);
  }

  @Override
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public String toString() {
    return "%s:%d to %s:%d"
        .formatted(
            socket.getLocalAddress().getHostAddress(),
            socket.getLocalPort(),
            socket.getInetAddress().getHostAddress(),
            socket.getPort());
  }
}
