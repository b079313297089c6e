// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static dev.parley.async.Clients.HI;
import static dev.parley.async.Clients.SHORT;
import static dev.parley.async.Clients.connect;
import static dev.parley.async.Clients.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Server;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousChannelGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests in flight on one connection. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineTest {

  @Test
  void many_requests_are_in_flight_and_answered_in_order() throws Exception {
    try (Server server = server();
        AsynchronousClient client = connect(server.address())) {
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        replies.add(client.echoAsync(payload(i)));
      }
      replies.getLast().get(5, SECONDS);
      assertThat(replies).allMatch(CompletableFuture::isDone);
      for (int i = 0; i < 1000; i++) {
        assertThat(replies.get(i).get(5, SECONDS)).isEqualTo(payload(i));
      }
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
                ClientOptions.to(server.address()).withReplyTimeout(Duration.ofSeconds(2)))) {
      var first = client.delayAsync(Duration.ofMillis(2_200), HI);
      var second = client.echoAsync(HI);
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
      // Whoever comes only after the timeout is told that the client is closed, and why.
      assertThatThrownBy(() -> second.get(5, SECONDS))
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
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
}
