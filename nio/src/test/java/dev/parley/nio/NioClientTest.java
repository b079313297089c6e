// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NioClientTest {

  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final int HI_FRAME = 11;
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void echoes_and_delays() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      assertThat(client.echo(HI)).isEqualTo(HI);
      long start = System.nanoTime();
      assertThat(client.delay(Duration.ofMillis(50), HI)).isEqualTo(HI);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(48));
      assertThat(client.echo(new byte[0])).isEmpty();
    }
  }

  @Test
  void zero_means_no_timeout() throws Exception {
    try (Server server = server()) {
      var options =
          ClientOptions.to(server.address())
              .withConnectTimeout(Duration.ZERO)
              .withReplyTimeout(Duration.ZERO);
      try (NioClient client = NioClient.connect(options)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
        assertThat(client.delay(Duration.ofMillis(1), HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void an_error_that_costs_one_frame_leaves_the_client_open() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      assertThatThrownBy(() -> client.delay(Duration.ofDays(1), HI))
          .isInstanceOfSatisfying(
              ErrorReplyException.class, e -> assertThat(e.code()).contains(ErrorCode.BAD_REQUEST))
          .hasMessageContaining("above the maximum");
      assertThat(client.echo(HI)).isEqualTo(HI);
    }
  }

  @Test
  void a_fatal_error_is_read_though_the_write_failed_and_closes_the_client() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      assertThatThrownBy(() -> client.echo(new byte[8 * 1024 * 1024]))
          .isInstanceOfSatisfying(
              ErrorReplyException.class, e -> assertThat(e.code()).contains(ErrorCode.TOO_LARGE));
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_write_that_failed_without_a_last_word_reports_itself() throws Exception {
    Peer.Script reset =
        socket -> {
          socket.getInputStream().read(); // so that the client is connected
          socket.setSoLinger(true, 0);
        };
    try (Peer peer = Peer.that(reset);
        NioClient client = connect(peer.address())) {
      assertThatThrownBy(() -> client.echo(new byte[8 * 1024 * 1024]))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(ErrorReplyException.class);
    }
  }

  @Test
  void a_reply_that_does_not_come_names_peer_and_duration_and_closes_the_client() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes());
        NioClient client =
            NioClient.connect(ClientOptions.to(peer.address()).withReplyTimeout(SHORT))) {
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no reply from %s within 300 ms", Endpoint.text(peer.address()));
      assertThatThrownBy(() -> client.echo(HI)).hasMessageContaining("closed");
    }
  }

  @Test
  void a_reply_that_drips_does_not_outlast_the_timeout() throws Exception {
    Peer.Script drip =
        socket -> {
          for (byte b : FrameEncoder.frame(0x81, 1, HI).array()) {
            socket.getOutputStream().write(b);
            socket.setSoTimeout(100);
            try {
              socket.getInputStream().readAllBytes();
              return; // the client has left
            } catch (SocketTimeoutException e) {
              // The next byte comes 100 ms after the one before.
            }
          }
        };
    try (Peer peer = Peer.that(drip);
        NioClient client =
            NioClient.connect(ClientOptions.to(peer.address()).withReplyTimeout(SHORT))) {
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_write_that_is_stuck_times_out_too() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        NioClient client =
            NioClient.connect(
                ClientOptions.to((InetSocketAddress) deaf.getLocalSocketAddress())
                    .withReplyTimeout(SHORT))) {
      assertThatThrownBy(() -> client.echo(new byte[16 * 1024 * 1024]))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("within 300 ms");
    }
  }

  @Test
  void a_stream_that_ends_while_a_reply_is_owed_is_an_error_of_its_own() throws Exception {
    try (Peer peer = Peer.answering(HI_FRAME, "00 00 00 02 81");
        NioClient client = connect(peer.address())) {
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(EndOfStreamException.class)
          .hasMessageContaining(Endpoint.text(peer.address()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00 00 00 02 81 00 00 00 02 68 69, with id 2",
    "00 00 00 02 82 00 00 00 01 68 69, type 0x82",
    "00 00 00 02 81 00 00 00 01 68 6A, is not the request's",
    "00 00 00 01 81 00 00 00 01 68, is not the request's",
    "FF FF FF FF 81 00 00 00 01, above the maximum",
    "00 00 00 00 FF 00 00 00 01, without a code",
  })
  void a_reply_that_breaks_the_protocol_is_a_violation(String hex, String text) throws Exception {
    try (Peer peer = Peer.answering(HI_FRAME, hex);
        NioClient client = connect(peer.address())) {
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(ProtocolViolationException.class)
          .hasMessageContaining(text);
      assertThatThrownBy(() -> client.echo(HI)).hasMessageContaining("closed");
    }
  }

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
  void many_requests_are_in_flight_at_once() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      CompletableFuture<byte[]> slow = client.sendDelay(Duration.ofMillis(300), HI);
      for (int size = 0; size < 1_000; size++) {
        replies.add(client.sendEcho(payload(size * 17)));
      }
      assertThat(replies).noneMatch(CompletableFuture::isDone);
      assertThat(slow.get()).isEqualTo(HI);
      for (int size = 0; size < 1_000; size++) {
        assertThat(replies.get(size).get()).isEqualTo(payload(size * 17));
      }
    }
  }

  private static byte[] payload(int size) {
    byte[] payload = new byte[size];
    Arrays.fill(payload, (byte) size);
    return payload;
  }

  @Test
  void many_threads_share_a_client() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        byte[] own = payload(100 + i);
        threads.add(
            CompletableFuture.runAsync(() -> {
              for (int count = 0; count < 100; count++) {
                assertThat(client.sendEcho(own).join()).isEqualTo(own);
              }
            }));
      }
      CompletableFuture.allOf(threads.toArray(CompletableFuture<?>[]::new)).get();
    }
  }

  @Test
  void a_request_may_be_sent_from_where_a_reply_is_taken() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      assertThat(client.sendEcho(HI).thenCompose(client::sendEcho).get()).isEqualTo(HI);
    }
  }

  @Test
  void a_refused_request_costs_only_itself() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      CompletableFuture<byte[]> before = client.sendEcho(HI);
      CompletableFuture<byte[]> refused = client.sendDelay(Duration.ofDays(1), HI);
      CompletableFuture<byte[]> behind = client.sendEcho(HI);

      assertThat(before.get()).isEqualTo(HI);
      assertThatThrownBy(refused::get)
          .hasCauseInstanceOf(ErrorReplyException.class)
          .hasMessageContaining("above the maximum");
      assertThat(behind.get()).isEqualTo(HI);
    }
  }

  @Test
  void the_delays_ahead_of_a_request_are_not_held_against_it() throws Exception {
    try (Server server = server();
        NioClient client =
            NioClient.connect(ClientOptions.to(server.address()).withReplyTimeout(SHORT))) {
      CompletableFuture<byte[]> first = client.sendDelay(Duration.ofMillis(250), HI);
      CompletableFuture<byte[]> second = client.sendDelay(Duration.ofMillis(250), HI);
      CompletableFuture<byte[]> third = client.sendDelay(Duration.ofMillis(250), HI);
      CompletableFuture<byte[]> fourth = client.sendEcho(HI);
      assertThat(first.get()).isEqualTo(HI);
      assertThat(second.get()).isEqualTo(HI);
      assertThat(third.get()).isEqualTo(HI);
      assertThat(fourth.get()).isEqualTo(HI);
    }
  }

  @Test
  void a_delay_that_is_over_is_not_added_to_the_timeout() throws Exception {
    byte[] reply = Wire.join(Wire.header(6, 0x82, 1), new byte[] {0, 0, 0x27, 0x10}, HI);
    Peer.Script hasty =
        socket -> {
          socket.getInputStream().readNBytes(reply.length);
          socket.getOutputStream().write(reply);
          socket.getInputStream().readAllBytes();
        };
    try (Peer peer = Peer.that(hasty);
        NioClient client =
            NioClient.connect(ClientOptions.to(peer.address()).withReplyTimeout(SHORT))) {
      assertThat(client.delay(Duration.ofSeconds(10), HI)).isEqualTo(HI);
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("within 300 ms");
    }
  }

  @Test
  void what_fails_one_request_fails_all_behind_it() throws Exception {
    try (Peer peer = Peer.answering(2 * HI_FRAME, "00 00 00 02 81 00 00 00 01 68 69");
        NioClient client = connect(peer.address())) {
      CompletableFuture<byte[]> answered = client.sendEcho(HI);
      CompletableFuture<byte[]> owed = client.sendEcho(HI);
      CompletableFuture<byte[]> behind = client.sendEcho(HI);

      assertThat(answered.get()).isEqualTo(HI);
      assertThatThrownBy(owed::get).hasCauseInstanceOf(EndOfStreamException.class);
      assertThatThrownBy(behind::get).hasCauseInstanceOf(EndOfStreamException.class);
    }
  }

  @Test
  void what_nobody_was_told_yet_is_told_to_the_next_request() throws Exception {
    byte[] word = FrameEncoder.error(0, ErrorCode.TIMEOUT, "too quiet").array();
    try (Peer peer = Peer.that(socket -> socket.getOutputStream().write(word));
        NioClient client = connect(peer.address())) {
      await().until(() -> threads().isEmpty());
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOfSatisfying(
              ErrorReplyException.class, e -> assertThat(e.code()).contains(ErrorCode.TIMEOUT));
    }
  }

  @Test
  void a_reply_that_nobody_asked_for_is_a_violation() throws Exception {
    byte[] reply = FrameEncoder.frame(0x81, 0, new byte[0]).array();
    try (Peer peer = Peer.that(socket -> socket.getOutputStream().write(reply));
        NioClient client = connect(peer.address())) {
      await().until(() -> threads().isEmpty());
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(ProtocolViolationException.class)
          .hasMessageContaining("nobody has asked for");
    }
  }

  @Test
  void closing_fails_what_is_in_flight_and_ends_the_thread() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes())) {
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

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("client"))
        .toList();
  }

  private static Server server() throws IOException {
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

  private static NioClient connect(InetSocketAddress address) throws IOException {
    return NioClient.connect(ClientOptions.to(address));
  }
}
