// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import dev.parley.protocol.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Datagrams to one server. */
final class DatagramWire implements Wire {

  private static final int ID_OFFSET = 5;

  private final DatagramSocket socket;
  private final byte[] reply = new byte[1_024];

  private DatagramWire(DatagramSocket socket) {
    this.socket = socket;
  }

  static DatagramWire connect(InetSocketAddress server) throws IOException {
    var socket = new DatagramSocket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(server);
    return new DatagramWire(socket);
  }

  @Override
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public boolean isStream() {
    return false;
  }

  @Override
  public void send(byte[] bytes, int offset, int length) throws IOException {
    socket.send(new DatagramPacket(bytes, offset, length));
  }

  @Override
  public int awaitReply() throws IOException {
    var datagram = new DatagramPacket(reply, reply.length);
    socket.receive(datagram); // blocks
    if (datagram.getLength() < Frame.HEADER_BYTES) {
      throw new EOFException("a reply of %d bytes".formatted(datagram.getLength()));
    }
    return ByteBuffer.wrap(reply).getInt(ID_OFFSET);
  }

  @Override
  public void close() {
    socket.close();
  }
}
