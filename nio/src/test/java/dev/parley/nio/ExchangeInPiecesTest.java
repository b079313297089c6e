// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.join;
import static dev.parley.nio.Wire.unknown;
import static dev.parley.nio.Wire.unknownReply;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come, and replies that leave, in pieces. */
class ExchangeInPiecesTest extends ExchangeCase {

  private static final byte[] REQUESTS =
      join(echo(1, 40), delay(2, 1), unknown(3), echo(4, 0), unknown(5), unknown(6), delay(7, 0));

  private static final byte[] REPLIES =
      join(
          echoReply(1, 40),
          delayReply(2, 1),
          unknownReply(3),
          echoReply(4, 0),
          unknownReply(5),
          unknownReply(6),
          delayReply(7, 0));

  /** Starts anew with another peer. */
  private void reconnect() throws IOException {
    peer = new FakeChannel();
    exchange = exchange();
  }

  ExchangeInPiecesTest() throws IOException {}

  @Test
  void survives_a_short_write_at_each_byte() throws IOException {
    for (int at = 0; at < REPLIES.length; at++) {
      reconnect();
      peer.give(REQUESTS);
      peer.room = at;

      serveAll();

      assertThat(peer.taken.toByteArray()).as("short write at %d", at).isEqualTo(REPLIES);
    }
  }

  @Test
  void survives_a_transport_that_takes_one_byte_at_a_time() throws IOException {
    peer.give(REQUESTS);
    peer.roomPerWrite = 1;

    serveAll();

    assertThat(peer.taken.toByteArray()).isEqualTo(REPLIES);
  }

  @Test
  void survives_a_split_at_each_byte() throws IOException {
    for (int at = 1; at < REQUESTS.length; at++) {
      reconnect();
      peer.give(Arrays.copyOf(REQUESTS, at));
      serveAll();
      peer.give(Arrays.copyOfRange(REQUESTS, at, REQUESTS.length));
      serveAll();

      assertThat(peer.taken.toByteArray()).as("split at %d", at).isEqualTo(REPLIES);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4_086, 4_087, 4_088, 10_000, 200_000})
  void answers_frames_larger_than_the_shared_buffer(int size) throws IOException {
    byte[] reply = join(echoReply(1, size), echoReply(2, 3), echoReply(3, size));
    peer.give(join(echo(1, size), echo(2, 3), echo(3, size)));
    peer.roomPerWrite = 70_000;

    serveAll();

    assertThat(peer.taken.toByteArray()).isEqualTo(reply);
    assertThat(exchange.isMidFrame()).isFalse();
  }
}
