// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static dev.parley.tls.Wire.echo;
import static dev.parley.tls.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How both servers begin and end. */
@ParameterizedClass
@MethodSource("styles")
@SuppressWarnings("NullAway.Init")
class LifecycleTest {

  @Parameter Style style;

  static List<Style> styles() {
    return Styles.ALL;
  }

  private Server server(int port) {
    return style.server(
        ServerOptions.defaults().toBuilder()
            .tls(Certificates.localhost())
            .maximumConnections(0)
            .receiveBuffer(65_536)
            .sendBuffer(65_536)
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .build(),
        ServerListener.NONE);
  }

  @Test
  void starts_once_and_stops_as_often_as_one_likes() throws IOException {
    Server server = server(0);
    assertThatIllegalStateException().isThrownBy(server::address);
    server.start();
    assertThatIllegalStateException().isThrownBy(server::start);
    try (RawClient client = RawClient.open(server.address(), "TLSv1.3")) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
    }
    server.close();
    server.close();
    assertThatIllegalStateException().isThrownBy(server::start);
  }

  @Test
  void what_never_started_is_closed_too() {
    Server server = server(0);
    server.close();
    assertThatIllegalStateException().isThrownBy(server::start);
  }

  @Test
  void a_taken_port_is_named() throws IOException {
    try (Server first = server(0)) {
      first.start();
      int port = first.address().getPort();
      try (Server second = server(port)) {
        assertThatThrownBy(second::start)
            .isInstanceOf(BindException.class)
            .hasMessageContaining("cannot bind 127.0.0.1:" + port);
      }
    }
  }

  @Test
  void no_thread_is_left() throws IOException {
    try (Server server = server(0)) {
      server.start();
      RawClient.open(server.address(), "TLSv1.3").close();
    }
    await()
        .untilAsserted(() ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches("(accept|watchdog|loop-\\d+|handshake-\\d+)")));
  }
}
