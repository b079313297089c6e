// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Clients, and servers for them, for the tests of their calls. */
abstract class ClientCase {

  static final byte[] HI = "hi".getBytes(UTF_8);
  static final Duration SHORT = Duration.ofMillis(300);

  static Server server(int port) throws IOException {
    Server server =
        new UdpStyle()
            .server(
                ServerOptions.defaults().toBuilder()
                    .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .build(),
                ServerListener.NONE);
    server.start();
    return server;
  }

  static DatagramClient connect(InetSocketAddress address) throws IOException {
    return DatagramClient.connect(ClientOptions.to(address));
  }

  static DatagramClient impatient(InetSocketAddress address) throws IOException {
    return DatagramClient.connect(ClientOptions.to(address).withReplyTimeout(SHORT));
  }

  static InetSocketAddress deadAddress() throws IOException {
    try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) gone.getLocalSocketAddress();
    }
  }

  static byte[] withId(byte[] frame, int id) {
    byte[] other = frame.clone();
    ByteBuffer.wrap(other).putInt(5, id);
    return other;
  }

  static int id(byte[] frame) {
    return ByteBuffer.wrap(frame).getInt(5);
  }

  static byte[] echoed(DatagramClient client) {
    try {
      return client.echo(HI);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
