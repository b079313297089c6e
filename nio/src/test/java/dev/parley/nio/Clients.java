// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Clients for the tests, and what they say. */
final class Clients {

  static final byte[] HI = "hi".getBytes(UTF_8);
  static final int HI_FRAME = 11;

  static final Duration SHORT = Duration.ofMillis(300);

  static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("client"))
        .toList();
  }

  static Server server() throws IOException {
    Server server =
        new NioStyle()
            .server(
                ServerOptions.defaults().toBuilder()
                    .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .build(),
                ServerListener.NONE);
    server.start();
    return server;
  }

  static NioClient connect(InetSocketAddress address) throws IOException {
    return NioClient.connect(ClientOptions.to(address));
  }
}
