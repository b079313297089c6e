// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A client that sends and expects bytes, be they Parley or not. */
final class RawClient implements AutoCloseable {

  private static final int LONG_MILLIS = 10_000;

  final DatagramSocket socket = new DatagramSocket();
  private final byte[] buffer = new byte[65_536];

  RawClient(InetSocketAddress server) throws IOException {
    socket.connect(server);
    socket.setSoTimeout(LONG_MILLIS);
  }

  RawClient send(byte[]... datagrams) throws IOException {
    for (byte[] datagram : datagrams) {
      socket.send(new DatagramPacket(datagram, datagram.length));
    }
    return this;
  }

  /** Expects these and no others, in this order. */
  RawClient expect(byte[]... datagrams) throws IOException {
    for (byte[] datagram : datagrams) {
      assertThat(receive()).isEqualTo(datagram);
    }
    return this;
  }

  byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    socket.receive(packet);
    return Arrays.copyOf(buffer, packet.getLength());
  }

  @Override
  public void close() {
    socket.close();
  }
}
