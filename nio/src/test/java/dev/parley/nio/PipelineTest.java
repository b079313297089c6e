// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Clients.HI;
import static dev.parley.nio.Clients.HI_FRAME;
import static dev.parley.nio.Clients.SHORT;
import static dev.parley.nio.Clients.connect;
import static dev.parley.nio.Clients.server;
import static dev.parley.nio.Clients.threads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Server;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many requests in flight on one connection. */
class PipelineTest {

  @Test
  void many_requests_are_in_flight_at_once() throws Exception {
    try (Peer peer = Peer.that(socket -> repliesToAllAtOnce(socket, 1_000));
        NioClient client = connect(peer.address())) {
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      for (int count = 0; count < 1_000; count++) {
        replies.add(client.sendEcho(HI));
      }
      for (CompletableFuture<byte[]> reply : replies) {
        assertThat(reply.get()).isEqualTo(HI);
      }
    }
  }

  /** Reads all the requests before the first reply: a reply is its request with another type. */
  private static void repliesToAllAtOnce(Socket socket, int requests) throws IOException {
    byte[] frames = socket.getInputStream().readNBytes(requests * HI_FRAME);
    for (int frame = 0; frame < requests; frame++) {
      frames[frame * HI_FRAME + Integer.BYTES] |= (byte) 0x80;
    }
    socket.getOutputStream().write(frames);
    socket.getInputStream().readAllBytes();
  }

  @Test
  void the_replies_behind_a_slow_one_come_in_order() throws Exception {
    try (Server server = server();
        NioClient client = connect(server.address())) {
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      CompletableFuture<byte[]> slow = client.sendDelay(Duration.ofMillis(300), HI);
      for (int size = 0; size < 1_000; size++) {
        replies.add(client.sendEcho(payload(size * 17)));
      }
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
            NioClient.connect(
                ClientOptions.to(server.address()).withReplyTimeout(Duration.ofSeconds(2)))) {
      CompletableFuture<byte[]> first = client.sendDelay(Duration.ofMillis(750), HI);
      CompletableFuture<byte[]> second = client.sendDelay(Duration.ofMillis(750), HI);
      CompletableFuture<byte[]> third = client.sendDelay(Duration.ofMillis(750), HI);
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
    try (Peer peer = Peer.answering(3 * HI_FRAME, "00 00 00 02 81 00 00 00 01 68 69");
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
}
