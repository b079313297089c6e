// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatagramClientTest extends ClientCase {

  @Test
  void echoes_and_delays() throws Exception {
    try (Server server = server(0);
        DatagramClient client = connect(server.address())) {
      assertThat(client.echo(HI)).isEqualTo(HI);
      long start = System.nanoTime();
      assertThat(client.delay(Duration.ofMillis(50), HI)).isEqualTo(HI);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(48));
      assertThat(client.echo(new byte[0])).isEmpty();
      assertThat(client.echo(new byte[65_498])).hasSize(65_498);
    }
  }

  @Test
  void what_does_not_fit_is_refused_before_it_is_sent() throws Exception {
    try (Peer peer = Peer.that((request, client) -> client.send(Peer.reply(request)));
        DatagramClient client = connect(peer.address())) {
      assertThatThrownBy(() -> client.echo(new byte[65_499]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("65499", "65498");
      assertThatThrownBy(() -> client.delay(SHORT, new byte[65_495]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("65498");
      assertThat(client.echo(HI)).isEqualTo(HI);
      assertThat(peer.requests.stream().map(ClientCase::id).distinct()).hasSize(1);
    }
  }

  @Test
  void zero_means_no_timeout() throws Exception {
    try (Server server = server(0);
        DatagramClient client =
            DatagramClient.connect(
                ClientOptions.to(server.address()).withReplyTimeout(Duration.ZERO))) {
      assertThat(client.echo(HI)).isEqualTo(HI);
      assertThat(client.delay(Duration.ofMillis(1), HI)).isEqualTo(HI);
    }
  }

  @Test
  void an_unreachable_port_is_refused_at_once_and_the_next_call_tries_again() throws Exception {
    InetSocketAddress dead = deadAddress();
    try (DatagramClient client = connect(dead)) {
      long start = System.nanoTime();
      for (int count = 0; count < 3; count++) {
        assertThatThrownBy(() -> client.echo(HI))
            .isInstanceOf(ConnectException.class)
            .hasMessageContaining(Endpoint.text(dead))
            .hasMessageContaining("unreachable");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
      try (Server server = server(dead.getPort())) {
        assertThat(server.address()).isEqualTo(dead);
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void late_word_of_an_earlier_datagram_is_not_held_against_the_next() throws Exception {
    InetSocketAddress address = deadAddress();
    DatagramSocket socket = new DatagramSocket();
    socket.connect(address);
    try (DatagramClient client = new DatagramClient(socket, ClientOptions.to(address))) {
      socket.send(new DatagramPacket(HI, HI.length)); // and nobody asks what became of it
      try (Server server = server(address.getPort())) {
        assertThat(server.address()).isEqualTo(address);
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void an_unknown_host_is_named() {
    assertThatThrownBy(() -> connect(InetSocketAddress.createUnresolved("nowhere.invalid", 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("nowhere.invalid:1")
        .hasMessageContaining("no such host");
  }

  @Test
  void a_connection_to_itself_is_refused() throws Exception {
    try (DatagramSocket narcissus = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      narcissus.connect(narcissus.getLocalSocketAddress());
      assertThatThrownBy(() -> DatagramClient.refuseSelf(narcissus))
          .hasMessageContaining("nobody listens");
    }
  }

  @Test
  void many_threads_share_a_client() throws Exception {
    try (Server server = server(0);
        DatagramClient client = connect(server.address())) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        byte[] own = ("thread " + i).getBytes(UTF_8);
        threads.add(
            CompletableFuture.runAsync(() -> {
              for (int count = 0; count < 100; count++) {
                try {
                  assertThat(client.echo(own)).isEqualTo(own);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            }));
      }
      CompletableFuture.allOf(threads.toArray(CompletableFuture<?>[]::new)).get();
    }
  }

  @Test
  void closing_fails_the_call_that_waits() throws Exception {
    try (Peer peer = Peer.that((request, sender) -> {})) {
      DatagramClient client = connect(peer.address());
      CompletableFuture<byte[]> reply = CompletableFuture.supplyAsync(() -> echoed(client));
      await().until(() -> !peer.requests.isEmpty());

      client.close();
      client.close();

      assertThatThrownBy(() -> reply.get(5, TimeUnit.SECONDS))
          .hasStackTraceContaining("java.net.SocketException: Socket closed");
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(SocketException.class);
    }
  }
}
