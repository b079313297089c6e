// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A server for the tests of connections, and its clients. */
abstract class ConnectionCase {

  static final Duration SHORT = Duration.ofMillis(300);
  final Recorder recorder = new Recorder();

  Server server = server(options -> options, recorder);

  static Server server(UnaryOperator<ServerOptions.Builder> change, ServerListener listener) {
    var options =
        ServerOptions.defaults().toBuilder()
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new SelectorServer(change.apply(options).build(), listener, 1, LinkFactory.PLAIN);
  }

  RawClient start(UnaryOperator<ServerOptions.Builder> change) throws IOException {
    return start(server(change, recorder));
  }

  RawClient start(Server started) throws IOException {
    server = started;
    server.start();
    return new RawClient(server.address());
  }

  RawClient another() throws IOException {
    return new RawClient(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
