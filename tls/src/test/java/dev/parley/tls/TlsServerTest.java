// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static dev.parley.tls.Wire.delay;
import static dev.parley.tls.Wire.delayReply;
import static dev.parley.tls.Wire.echo;
import static dev.parley.tls.Wire.echoReply;
import static dev.parley.tls.Wire.error;
import static dev.parley.tls.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both servers say and hear through records. */
@ParameterizedClass
@MethodSource("styles")
class TlsServerTest extends ServerCase {

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void answers_in_order(String protocol) throws IOException {
    try (RawClient client = RawClient.open(start(), protocol)) {
      client
          .send(echo(1, 10), delay(2, 20), Wire.unknown(3), echo(4, 1_000_000))
          .expect(echoReply(1, 10), delayReply(2, 20), Wire.unknownReply(3))
          .expect(echoReply(4, 1_000_000));
    }
  }

  /** Byte by byte, in odd pieces, and the handshake's last record in one piece with a request. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void records_may_be_cut_anywhere(int most) throws IOException {
    InetSocketAddress address = start();
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      var client = new CuttingClient(socket, RawClient.context(TlsFiles.NONE, address), most);
      client.shakeHands(echo(1, 10));
      assertThat(client.read(echoReply(1, 10).length)).isEqualTo(echoReply(1, 10));
      client.send(Wire.join(echo(2, 500), echo(3, 5)));
      byte[] replies = Wire.join(echoReply(2, 500), echoReply(3, 5));
      assertThat(client.read(replies.length)).isEqualTo(replies);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void a_clients_close_notify_is_answered_by_one(String protocol) throws IOException {
    try (RawClient client = RawClient.open(start(), protocol)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10)).endOutput().expectEnd();
    }
    recorder.awaitEvent("closed 1 PEER_CLOSED");
  }

  @Test
  void under_1_3_a_client_that_has_ended_its_side_gets_its_replies() throws IOException {
    try (RawClient client = RawClient.open(start(), TLS_1_3)) {
      client
          .send(echo(1, 10), delay(2, 200), echo(3, 100_000))
          .endOutput()
          .expect(echoReply(1, 10), delayReply(2, 200), echoReply(3, 100_000))
          .expectEnd();
    }
    recorder.awaitEvent("closed 1 PEER_CLOSED");
  }

  @Test
  void half_a_frame_before_a_bare_fin_gets_no_reply() throws IOException {
    try (RawClient client = RawClient.open(start(), TLS_1_3)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      client.send(Arrays.copyOf(echo(2, 10), 15));
      long start = System.nanoTime();
      client.plain.shutdownOutput();
      client.expectGone();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(1));
    }
    await().untilAsserted(() -> assertThat(recorder.events).hasSize(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void a_frame_that_is_too_large_is_told_of_before_the_end(String protocol) throws IOException {
    try (RawClient client = RawClient.open(start(), protocol)) {
      client
          .send(echo(1, 10), header(1 << 30, 1, 2), new byte[100_000])
          .expect(echoReply(1, 10))
          .expect(
              error(
                  2,
                  ErrorCode.TOO_LARGE,
                  "a payload of 1073741824 bytes is above the maximum of 1048576"))
          .expectEnd();
    }
    recorder.awaitEvent("closed 1 TOO_LARGE");
  }
}
