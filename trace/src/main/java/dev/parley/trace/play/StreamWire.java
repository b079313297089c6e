// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** A TCP connection, plain or with TLS. */
final class StreamWire implements Wire {

  private final Socket socket;
  private final DataInputStream replies;

  private StreamWire(Socket socket) throws IOException {
    this.socket = socket;
    this.replies = new DataInputStream(socket.getInputStream());
  }

  /** Connects a socket that is not connected yet. Blocks. */
  static StreamWire connect(Socket socket, InetSocketAddress server) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(server, PATIENCE_MILLIS);
      if (socket instanceof SSLSocket tls) {
        tls.startHandshake(); // blocks
      }
      return new StreamWire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public void send(byte[] bytes, int offset, int length) throws IOException {
    socket.getOutputStream().write(bytes, offset, length);
  }

  @Override
  public int awaitReply() throws IOException {
    int length = replies.readInt();
    replies.readByte();
    int id = replies.readInt();
    replies.skipNBytes(length);
    return id;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
