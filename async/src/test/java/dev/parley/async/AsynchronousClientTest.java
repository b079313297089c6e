// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
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
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsynchronousClientTest {

  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final int HI_FRAME = 11;
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void echoes_and_delays() throws Exception {
    try (Server server = server();
        AsynchronousClient client = connect(server.address())) {
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
      try (AsynchronousClient client = AsynchronousClient.connect(options)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
        assertThat(client.delay(Duration.ofMillis(1), HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void an_error_that_costs_one_frame_leaves_the_client_open() throws Exception {
    try (Server server = server();
        AsynchronousClient client = connect(server.address())) {
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
        AsynchronousClient client = connect(server.address())) {
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
          socket.getInputStream().readNBytes(HI_FRAME);
          socket.setSoLinger(true, 0);
        };
    try (Peer peer = Peer.that(reset);
        AsynchronousClient client = connect(peer.address())) {
      assertThatThrownBy(() -> client.echo(new byte[8 * 1024 * 1024]))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(ErrorReplyException.class);
    }
  }

  @Test
  void a_reply_that_does_not_come_names_peer_and_duration_and_closes_the_client() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes());
        AsynchronousClient client =
            AsynchronousClient.connect(ClientOptions.to(peer.address()).withReplyTimeout(SHORT))) {
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
        AsynchronousClient client =
            AsynchronousClient.connect(ClientOptions.to(peer.address()).withReplyTimeout(SHORT))) {
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_write_that_is_stuck_times_out_too() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        AsynchronousClient client =
            AsynchronousClient.connect(
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
        AsynchronousClient client = connect(peer.address())) {
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
        AsynchronousClient client = connect(peer.address())) {
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
  void many_requests_are_in_flight_and_answered_in_order() throws Exception {
    try (Server server = server();
        AsynchronousClient client = connect(server.address())) {
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      var order = new ConcurrentLinkedQueue<Integer>();
      for (int i = 0; i < 1000; i++) {
        int number = i;
        CompletableFuture<byte[]> reply = client.echoAsync(payload(i));
        replies.add(reply);
        var _ = reply.thenRun(() -> order.add(number));
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(replies.get(i).get(5, SECONDS)).isEqualTo(payload(i));
      }
      await().until(() -> order.size() == 1000);
      assertThat(List.copyOf(order)).isSorted();
    }
  }

  private static byte[] payload(int number) {
    return "%d %s".formatted(number, "x".repeat(number % 300)).getBytes(UTF_8);
  }

  @Test
  void clients_share_a_group_and_leave_it_open() throws Exception {
    var group = AsynchronousChannelGroup.withFixedThreadPool(1, Thread.ofPlatform().factory());
    try (Server server = server()) {
      var options = ClientOptions.to(server.address());
      try (var one = AsynchronousClient.connect(options, group);
          var two = AsynchronousClient.connect(options, group)) {
        var late = one.delayAsync(Duration.ofMillis(50), HI);
        assertThat(two.echo(HI)).isEqualTo(HI);
        assertThat(late.get(5, SECONDS)).isEqualTo(HI);
      }
      assertThat(group.isShutdown()).isFalse();
    } finally {
      group.shutdownNow();
    }
  }

  @Test
  void one_error_costs_one_request_of_many() throws Exception {
    try (Server server = server();
        AsynchronousClient client = connect(server.address())) {
      var first = client.echoAsync(HI);
      var bad = client.delayAsync(Duration.ofDays(1), HI);
      var last = client.echoAsync(HI);
      assertThat(first.get(5, SECONDS)).isEqualTo(HI);
      assertThatThrownBy(() -> bad.get(5, SECONDS)).hasCauseInstanceOf(ErrorReplyException.class);
      assertThat(last.get(5, SECONDS)).isEqualTo(HI);
    }
  }

  @Test
  void the_reply_timeout_starts_when_the_reply_is_the_next() throws Exception {
    try (Server server = server();
        AsynchronousClient client =
            AsynchronousClient.connect(
                ClientOptions.to(server.address()).withReplyTimeout(SHORT))) {
      var first = client.delayAsync(Duration.ofMillis(400), HI);
      var second = client.delayAsync(Duration.ofMillis(400), HI);
      assertThat(first.get(5, SECONDS)).isEqualTo(HI);
      assertThat(second.get(5, SECONDS)).isEqualTo(HI);
    }
  }

  @Test
  void a_timeout_fails_all_that_is_in_flight() throws Exception {
    try (Peer peer = Peer.that(socket -> socket.getInputStream().readAllBytes());
        AsynchronousClient client =
            AsynchronousClient.connect(ClientOptions.to(peer.address()).withReplyTimeout(SHORT))) {
      var first = client.echoAsync(HI);
      var second = client.echoAsync(HI);
      assertThatThrownBy(() -> first.get(5, SECONDS))
          .hasCauseInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> second.get(5, SECONDS))
          .hasCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void an_error_that_came_before_any_request_is_told_to_the_first() throws Exception {
    try (Peer peer = Peer.answering(0, "00 00 00 01 FF 00 00 00 00 05");
        AsynchronousClient client = connect(peer.address())) {
      await().until(() -> !client.isOpen());
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOfSatisfying(
              ErrorReplyException.class, e -> assertThat(e.code()).contains(ErrorCode.BUSY));
      assertThatThrownBy(() -> client.echo(HI)).hasMessageContaining("closed");
    }
  }

  @Test
  void a_reply_that_nobody_asked_for_is_a_violation() throws Exception {
    try (Peer peer = Peer.answering(0, "00 00 00 00 81 00 00 00 00");
        AsynchronousClient client = connect(peer.address())) {
      await().until(() -> !client.isOpen());
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(ProtocolViolationException.class)
          .hasMessageContaining("nobody asked");
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

  private static Server server() throws IOException {
    Server server =
        new AsyncStyle()
            .server(
                ServerOptions.defaults().toBuilder()
                    .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .build(),
                ServerListener.NONE);
    server.start();
    return server;
  }

  private static AsynchronousClient connect(InetSocketAddress address) throws IOException {
    return AsynchronousClient.connect(ClientOptions.to(address));
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }
}
