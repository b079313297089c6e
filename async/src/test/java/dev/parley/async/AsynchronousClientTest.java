// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static dev.parley.async.Clients.HI;
import static dev.parley.async.Clients.HI_FRAME;
import static dev.parley.async.Clients.SHORT;
import static dev.parley.async.Clients.connect;
import static dev.parley.async.Clients.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One request at a time. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsynchronousClientTest {

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
          socket.getInputStream().readNBytes(HI_FRAME);
          for (byte b : FrameEncoder.frame(0x81, 1, new byte[100]).array()) {
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
}
