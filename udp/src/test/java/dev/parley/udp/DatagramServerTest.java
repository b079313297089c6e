// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static dev.parley.udp.Wire.echo;
import static dev.parley.udp.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatagramServerTest extends ServerCase {

  @Test
  void starts_once() throws IOException {
    try (Server server = server(OPTIONS)) {
      assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
      server.start();
      assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
      assertThat(server.address().getPort()).isPositive();
    }
  }

  @Test
  void does_not_start_when_closed() {
    Server server = server(OPTIONS);
    server.close();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_taken_port_is_named_and_nothing_is_left() throws IOException {
    try (Server first = server(OPTIONS)) {
      first.start();
      try (Server second = server(at(first.address()))) {
        assertThatThrownBy(second::start)
            .isInstanceOf(BindException.class)
            .hasMessageContaining(Endpoint.text(first.address()));
      }
      assertThat(loops()).hasSize(1);
    }
  }

  @Test
  void an_address_that_is_no_address_is_named() {
    try (Server server = server(at(InetSocketAddress.createUnresolved("nowhere.invalid", 1)))) {
      assertThatThrownBy(server::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining("nowhere.invalid:1");
    }
  }

  @Test
  void the_buffers_that_are_asked_for_are_no_hindrance() throws IOException {
    ServerOptions options = OPTIONS.toBuilder().receiveBuffer(8_192).sendBuffer(100_000).build();
    try (Server server = server(options)) {
      server.start();
      try (RawClient client = new RawClient(server.address())) {
        client.send(echo(1, 65_498)).expect(echoReply(1, 65_498));
      }
    }
  }

  @Test
  void answers_from_the_address_that_it_is_bound_to() throws IOException {
    try (Server server = server(at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0)))) {
      server.start();
      assertThat(server.address().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
      try (RawClient client = new RawClient(server.address())) { // hears no other address
        client.send(echo(1, 10)).expect(echoReply(1, 10));
      }
    }
  }

  @Test
  void one_of_IPv6_takes_IPv4_too() throws IOException {
    try (Server server = server(at(new InetSocketAddress(InetAddress.ofLiteral("::"), 0)))) {
      server.start();
      for (String host : List.of("::1", "127.0.0.1")) {
        try (RawClient client =
            new RawClient(
                new InetSocketAddress(InetAddress.ofLiteral(host), server.address().getPort()))) {
          client.send(echo(1, 10)).expect(echoReply(1, 10));
        }
      }
    }
  }

  @Test
  void a_port_is_free_again_after_each_close() throws IOException {
    ServerOptions options = OPTIONS;
    for (int i = 0; i < 3; i++) {
      Server server = server(options);
      server.start();
      options = at(server.address());
      try (RawClient client = new RawClient(server.address())) {
        client.send(echo(1, 10)).expect(echoReply(1, 10));
      }
      assertThat(timeOf(server::close)).isLessThan(Duration.ofSeconds(1));
      assertThat(loops()).isEmpty();
    }
  }
}
