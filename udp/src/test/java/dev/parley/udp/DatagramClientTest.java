// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatagramClientTest {

  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static Server server(int port) throws IOException {
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

  private static DatagramClient connect(InetSocketAddress address) throws IOException {
    return DatagramClient.connect(ClientOptions.to(address));
  }

  private static DatagramClient impatient(InetSocketAddress address) throws IOException {
    return DatagramClient.connect(ClientOptions.to(address).withReplyTimeout(SHORT));
  }

  private static InetSocketAddress deadAddress() throws IOException {
    try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) gone.getLocalSocketAddress();
    }
  }

  private static byte[] withId(byte[] frame, int id) {
    byte[] other = frame.clone();
    ByteBuffer.wrap(other).putInt(5, id);
    return other;
  }

  private static int id(byte[] frame) {
    return ByteBuffer.wrap(frame).getInt(5);
  }

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
      assertThat(peer.requests).hasSize(1);
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
  void no_reply_in_time_names_peer_and_duration_and_the_client_stays_open() throws Exception {
    Peer.Script onlyTheSecond =
        (request, client) -> {
          if (request.length == 9) {
            client.send(Peer.reply(request));
          }
        };
    try (Peer peer = Peer.that(onlyTheSecond);
        DatagramClient client = impatient(peer.address())) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no reply from %s within 300 ms", Endpoint.text(peer.address()));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(SHORT, SHORT.plusSeconds(1));
      assertThat(client.echo(new byte[0])).isEmpty();
    }
  }

  @Test
  void asks_again_with_the_same_id_and_waits_longer_each_time() throws Exception {
    List<Long> times = new ArrayList<>();
    Peer.Script losesTwo =
        (request, client) -> {
          times.add(System.nanoTime());
          if (times.size() == 3) {
            client.send(Peer.reply(request));
          }
        };
    try (Peer peer = Peer.that(losesTwo);
        DatagramClient client = connect(peer.address())) {
      assertThat(client.echo(HI)).isEqualTo(HI);

      assertThat(peer.requests)
          .hasSize(3)
          .allSatisfy(again -> assertThat(again).isEqualTo(peer.requests.element()));
      long first = TimeUnit.NANOSECONDS.toMillis(times.get(1) - times.get(0));
      long second = TimeUnit.NANOSECONDS.toMillis(times.get(2) - times.get(1));
      assertThat(first).isBetween(990L, 2_000L);
      assertThat(second).isBetween(1_990L, 3_500L);
    }
  }

  @Test
  void a_DELAY_is_not_asked_for_again_before_it_can_be_there() throws Exception {
    try (Server server = server(0);
        Peer counter = Peer.that((request, client) -> {});
        DatagramClient client = connect(server.address());
        DatagramClient uncertain = impatient(counter.address())) {
      assertThat(client.delay(Duration.ofMillis(1_500), HI)).isEqualTo(HI);
      assertThatThrownBy(() -> uncertain.delay(Duration.ofMillis(1_500), HI))
          .hasMessageContaining("within 1800 ms");
      assertThat(counter.requests).hasSize(1);
    }
  }

  @Test
  void what_is_late_foreign_or_garbage_is_ignored() throws Exception {
    Queue<byte[]> earlier = new ArrayDeque<>();
    Peer.Script hostile =
        (request, client) -> {
          byte[] reply = Peer.reply(request);
          client.send(new byte[0]);
          client.send(Arrays.copyOf(reply, reply.length - 1));
          client.send(Arrays.copyOf(reply, reply.length + 1));
          client.send(withId(reply, id(reply) + 1));
          client.send(FrameEncoder.error(id(reply) + 1, ErrorCode.INTERNAL, "no").array());
          for (byte[] late : earlier) {
            client.send(late);
          }
          client.send(reply);
          client.send(reply);
          earlier.add(reply);
        };
    try (Peer peer = Peer.that(hostile);
        DatagramClient client = connect(peer.address())) {
      for (int count = 0; count < 20; count++) {
        byte[] own = ("message " + count).getBytes(UTF_8);
        assertThat(client.echo(own)).isEqualTo(own);
      }
      assertThat(peer.requests).hasSize(20);
    }
  }

  @Test
  void a_flood_of_others_replies_does_not_outlast_the_timeout() throws Exception {
    Peer.Script flood =
        (request, client) -> {
          long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
          while (System.nanoTime() < end) {
            client.send(withId(Peer.reply(request), id(request) + 1));
          }
        };
    try (Peer peer = Peer.that(flood);
        DatagramClient client = impatient(peer.address())) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(SocketTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_300));
    }
  }

  @Test
  void a_datagram_of_a_stranger_is_not_let_in() throws Exception {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramClient client = impatient((InetSocketAddress) peer.getLocalSocketAddress())) {
      CompletableFuture<byte[]> reply = CompletableFuture.supplyAsync(() -> echoed(client));
      DatagramPacket request = new DatagramPacket(new byte[100], 100);
      peer.receive(request);
      port.complete(request.getPort());
      byte[] forged = Peer.reply(Arrays.copyOf(request.getData(), request.getLength()));
      stranger.send(
          new DatagramPacket(forged, forged.length, InetAddress.getLoopbackAddress(), port.join()));
      assertThatThrownBy(reply::join).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  private static byte[] echoed(DatagramClient client) {
    try {
      return client.echo(HI);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_reply_of_the_right_id_must_be_right() throws Exception {
    Peer.Script wrong =
        (request, client) -> {
          byte[] reply = Peer.reply(request);
          if (reply.length == 11) {
            reply[10]++;
          }
          client.send(
              reply.length == 10
                  ? FrameEncoder.error(id(request), ErrorCode.INTERNAL, "no").array()
                  : reply);
        };
    try (Peer peer = Peer.that(wrong);
        DatagramClient client = connect(peer.address())) {
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(ProtocolViolationException.class);
      assertThatThrownBy(() -> client.echo(new byte[1])).isInstanceOf(ErrorReplyException.class);
      assertThat(client.echo(new byte[0])).isEmpty();
    }
  }

  @Test
  void another_client_has_other_ids() throws Exception {
    try (Peer peer = Peer.that((request, client) -> client.send(Peer.reply(request)))) {
      for (int count = 0; count < 3; count++) {
        try (DatagramClient client = connect(peer.address())) {
          client.echo(HI);
          client.echo(HI);
        }
      }
      assertThat(peer.requests.stream().map(DatagramClientTest::id)).doesNotHaveDuplicates();
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
