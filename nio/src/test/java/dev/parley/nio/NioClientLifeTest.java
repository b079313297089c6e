// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Clients.HI;
import static dev.parley.nio.Clients.SHORT;
import static dev.parley.nio.Clients.connect;
import static dev.parley.nio.Clients.threads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a client connects, and how it ends. */
class NioClientLifeTest {

  @Test
  void a_refused_connection_names_the_peer() throws Exception {
    InetSocketAddress dead;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = (InetSocketAddress) gone.getLocalSocketAddress();
    }
    assertThatThrownBy(() -> connect(dead))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(Endpoint.text(dead))
        .hasMessageContaining("refused");
  }

  @Test
  void an_unknown_host_is_named() {
    var unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
    assertThatThrownBy(() -> connect(unknown))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("nowhere.invalid:1")
        .hasMessageContaining("no such host");
  }

  @Test
  void a_connect_into_a_full_backlog_times_out_with_peer_and_duration() throws Exception {
    List<Socket> fill = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = (InetSocketAddress) full.getLocalSocketAddress();
      fillBacklog(address, fill);
      assertThatThrownBy(
              () -> NioClient.connect(ClientOptions.to(address).withConnectTimeout(SHORT)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no connection from %s within 300 ms", Endpoint.text(address));
    } finally {
      for (Socket socket : fill) {
        socket.close();
      }
    }
  }

  /** The backlog is a hint that systems round up, so it is filled until a connect gets stuck. */
  private static void fillBacklog(InetSocketAddress address, List<Socket> fill) throws IOException {
    for (int i = 0; i < 64; i++) {
      Socket socket = new Socket();
      fill.add(socket);
      try {
        socket.connect(address, 200);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new AssertionError("64 connections fit a backlog of 1");
  }

  @Test
  void a_connection_to_itself_is_refused() throws Exception {
    try (SocketChannel narcissus = SocketChannel.open()) {
      narcissus.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      narcissus.connect(narcissus.getLocalAddress());
      assertThatThrownBy(() -> NioClient.refuseSelf(narcissus))
          .hasMessageContaining("nobody listens");
    }
  }

  @Test
  void closing_fails_what_is_in_flight_and_ends_the_thread() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes())) {
      await().until(() -> threads().isEmpty()); // that of an earlier client, too
      NioClient client = connect(peer.address());
      CompletableFuture<byte[]> owed = client.sendEcho(HI);
      assertThat(threads()).hasSize(1);

      client.close();
      client.close();

      assertThatThrownBy(owed::get)
          .hasCauseInstanceOf(SocketException.class)
          .hasMessageContaining("the client is closed");
      assertThatThrownBy(() -> client.echo(HI)).hasMessage("the client is closed");
      await().until(() -> threads().isEmpty());
      assertThatThrownBy(() -> client.echo(HI)).hasMessage("the client is closed");
    }
  }

  @Test
  void an_interrupt_ends_the_wait_and_closes_the_client() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes());
        NioClient client = connect(peer.address())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining(Endpoint.text(peer.address()));
      assertThat(Thread.interrupted()).isTrue();
      await().until(() -> threads().isEmpty());
    }
  }
}
