// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static dev.parley.async.Clients.HI;
import static dev.parley.async.Clients.SHORT;
import static dev.parley.async.Clients.connect;
import static dev.parley.async.Clients.threads;
import static java.util.concurrent.TimeUnit.SECONDS;
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
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a client connects, and how it ends. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsynchronousClientLifeTest {

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
              () -> AsynchronousClient.connect(ClientOptions.to(address).withConnectTimeout(SHORT)))
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
    try (AsynchronousSocketChannel narcissus = AsynchronousSocketChannel.open()) {
      narcissus.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      narcissus.connect(narcissus.getLocalAddress()).get();
      assertThatThrownBy(() -> AsynchronousClient.refuseSelf(narcissus))
          .hasMessageContaining("nobody listens");
    }
  }

  @Test
  void a_close_fails_the_call_that_waits_and_ends_the_thread() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes())) {
      AsynchronousClient client = connect(peer.address());
      var waiting = client.echoAsync(HI);
      client.close();
      client.close();
      assertThatThrownBy(() -> waiting.get(5, SECONDS)).hasMessageContaining("closed");
      await().until(() -> threads("async-client") == 0);
    }
  }

  @Test
  void an_interrupted_call_closes_the_client_and_stays_interrupted() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes());
        AsynchronousClient client = connect(peer.address())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(client.isOpen()).isFalse();
    }
  }
}
