// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;

/** A server of either style, for tests of what both have in common. */
@SuppressWarnings("NullAway.Init")
abstract class ServerCase {

  static final Duration SHORT = Duration.ofMillis(300);
  static final String TLS_1_2 = "TLSv1.2";
  static final String TLS_1_3 = "TLSv1.3";

  @Parameter Style style;

  final Recorder recorder = new Recorder();
  Server server;

  static List<Style> styles() {
    return Styles.ALL;
  }

  InetSocketAddress start() throws IOException {
    return start(options -> options);
  }

  InetSocketAddress start(UnaryOperator<ServerOptions.Builder> change) throws IOException {
    var options =
        ServerOptions.defaults().toBuilder()
            .tls(Certificates.localhost())
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server = style.server(change.apply(options).build(), recorder);
    server.start();
    return server.address();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** An alert may come first. */
  static void assertEnds(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    try {
      while (socket.getInputStream().read() >= 0) {
        // An alert, or a part of one.
      }
    } catch (java.net.SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }
}
