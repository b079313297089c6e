// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** How a server starts, and runs. */
class SelectorServerTest extends ServerCase {

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
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Server server = server(at((InetSocketAddress) taken.getLocalSocketAddress()))) {
      assertThatThrownBy(server::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining(Endpoint.text((InetSocketAddress) taken.getLocalSocketAddress()));
      assertThat(loops()).isEmpty();
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
  void a_start_that_fails_half_way_leaves_nothing() throws IOException {
    InetSocketAddress free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    Server server = new SelectorServer(at(free), recorder, 0, LinkFactory.PLAIN);
    assertThatThrownBy(server::start).isInstanceOf(NoSuchElementException.class); // no first loop
    new ServerSocket(free.getPort(), 1, free.getAddress()).close();
  }

  @Test
  void deals_its_clients_out_to_all_loops_and_they_stay_there() throws Exception {
    Map<Long, Set<String>> threads = new ConcurrentHashMap<>();
    ServerListener listener =
        new ServerListener() {
          @Override
          public void opened(long connection, SocketAddress peer) {
            note(connection);
          }

          @Override
          public void frameIn(long connection, int type, int id, int payloadLength) {
            note(connection);
          }

          @Override
          public void closed(long connection, CloseReason reason) {
            note(connection);
          }

          private void note(long connection) {
            threads
                .computeIfAbsent(connection, number -> ConcurrentHashMap.newKeySet())
                .add(Thread.currentThread().getName());
          }
        };
    try (Server server = server(OPTIONS, listener)) {
      server.start();
      for (int i = 0; i < 2; i++) {
        try (RawClient client = new RawClient(server.address())) {
          client.send(echo(1, 10)).expect(echoReply(1, 10));
        }
      }
    }
    assertThat(threads).hasSize(2);
    assertThat(threads.values()).allSatisfy(names -> assertThat(names).hasSize(1));
    assertThat(threads.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
  }

  @Test
  void goes_on_when_the_listener_fails_to_hear_of_a_failure() throws IOException {
    ServerListener deaf =
        new ServerListener() {
          @Override
          public void closed(long connection, CloseReason reason) {
            throw new IllegalStateException("closed");
          }

          @Override
          public void acceptFailed(Exception failure) {
            throw new IllegalStateException("failed");
          }
        };
    try (Server server = server(OPTIONS, deaf)) {
      server.start();
      for (int i = 0; i < 4; i++) {
        try (RawClient client = new RawClient(server.address())) {
          client.send(echo(1, 10)).expect(echoReply(1, 10)).reset();
        }
      }
    }
    assertThat(loops()).isEmpty();
  }
}
