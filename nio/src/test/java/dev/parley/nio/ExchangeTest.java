// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.error;
import static dev.parley.nio.Wire.header;
import static dev.parley.nio.Wire.join;
import static dev.parley.nio.Wire.unknown;
import static dev.parley.nio.Wire.unknownReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.parley.nio.Exchange.Next;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Responder;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {

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

  private final ServerOptions options = ServerOptions.defaults();
  private final ByteBuffer shared = ByteBuffer.allocateDirect(4_096);
  private final Clock clock = new Clock(options, new Timers(), mock());
  private FakeChannel peer = new FakeChannel();
  private Exchange exchange = exchange();

  ExchangeTest() throws IOException {}

  private Exchange exchange() {
    var responder = new Responder(options, ServerListener.NONE, 1);
    return new Exchange(peer.channel, responder, clock, shared);
  }

  /** Starts anew with another peer. */
  private void reconnect() throws IOException {
    peer = new FakeChannel();
    exchange = exchange();
  }

  private Next receive() throws IOException {
    exchange.receive();
    return proceed();
  }

  /** Other connections use the shared buffer between a connection's turns. */
  private Next proceed() throws IOException {
    Next next = exchange.proceed();
    shared.clear();
    while (shared.hasRemaining()) {
      shared.put((byte) 0x55);
    }
    shared.position(7).limit(9);
    return next;
  }

  /** Goes on until all that there is has been received and answered; the peer takes all in time. */
  private void serveAll() throws IOException {
    serveAll(receive());
  }

  private void serveAll(Next first) throws IOException {
    Next next = first;
    while (next != Next.INPUT || peer.unread() > 0) {
      if (next == Next.INPUT) {
        next = receive();
      } else {
        if (next == Next.TIME) {
          awaitTime();
        } else {
          peer.room = Integer.MAX_VALUE;
        }
        next = proceed();
      }
    }
  }

  private void awaitTime() {
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> exchange.delayUntil() - System.nanoTime() <= 0);
  }

  @Test
  void answers_a_burst_with_one_write() throws IOException {
    peer.give(join(echo(1, 10), echo(2, 20), echo(3, 30)));

    assertThat(receive()).isEqualTo(Next.INPUT);

    assertThat(peer.taken.toByteArray())
        .isEqualTo(join(echoReply(1, 10), echoReply(2, 20), echoReply(3, 30)));
    assertThat(peer.writes).isEqualTo(1);
  }

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

  @Test
  void does_not_read_while_a_reply_is_not_sent() throws IOException {
    peer.give(join(echo(1, 4_000), echo(2, 4_000)));
    peer.room = 0;

    assertThat(receive()).isEqualTo(Next.ROOM);
    assertThat(proceed()).isEqualTo(Next.ROOM);
    assertThat(peer.unread()).isEqualTo(2 * 4_009 - shared.capacity());
    assertThat(exchange.sendSome()).isFalse();

    peer.room = 1;
    assertThat(exchange.sendSome()).isTrue();
    serveAll(Next.ROOM);
    assertThat(peer.taken.toByteArray()).isEqualTo(join(echoReply(1, 4_000), echoReply(2, 4_000)));
  }

  @Test
  void sends_what_is_ready_before_a_delay() throws IOException {
    peer.give(join(echo(1, 10), delay(2, 10_000), echo(3, 10)));
    long before = System.nanoTime();

    assertThat(receive()).isEqualTo(Next.TIME);
    assertThat(proceed()).isEqualTo(Next.TIME);

    assertThat(peer.taken.toByteArray()).isEqualTo(echoReply(1, 10));
    assertThat(Duration.ofNanos(exchange.delayUntil() - before))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
  }

  @Test
  void a_delay_runs_while_earlier_replies_wait_for_room() throws IOException {
    peer.give(join(echo(1, 10), delay(2, 1)));
    peer.room = 0;

    assertThat(receive()).isEqualTo(Next.ROOM);
    awaitTime();
    peer.room = Integer.MAX_VALUE;

    assertThat(proceed()).isEqualTo(Next.INPUT);
    assertThat(peer.taken.toByteArray()).isEqualTo(join(echoReply(1, 10), delayReply(2, 1)));
  }

  @Test
  void ends_with_the_error_when_a_frame_is_too_large() throws IOException {
    peer.give(join(echo(1, 10), header(0xFFFF_FFFF, 1, 2), echo(3, 10)));
    peer.room = 30;

    assertThat(receive()).isEqualTo(Next.ROOM);
    peer.room = Integer.MAX_VALUE;
    assertThat(proceed()).isEqualTo(Next.END);

    byte[] error =
        error(
            2,
            ErrorCode.TOO_LARGE,
            "a payload of 4294967295 bytes is above the maximum of 1048576");
    assertThat(peer.taken.toByteArray()).isEqualTo(join(echoReply(1, 10), error));
  }

  @Test
  void after_a_last_word_nothing_is_answered() throws IOException {
    byte[] word = error(0, ErrorCode.TIMEOUT, "too slow");
    peer.give(Arrays.copyOf(echo(1, 10), 12));
    assertThat(receive()).isEqualTo(Next.INPUT);
    assertThat(exchange.isMidFrame()).isTrue();

    exchange.endWith(ByteBuffer.wrap(word));

    assertThat(proceed()).isEqualTo(Next.END);
    assertThat(peer.taken.toByteArray()).isEqualTo(word);
  }

  /** A client whose every frame is refused makes the server write for each; others want a turn. */
  @Test
  void one_clients_errors_do_not_take_the_whole_turn() throws IOException {
    byte[] requests = new byte[0];
    byte[] replies = new byte[0];
    for (int id = 0; id < 200; id++) {
      requests = join(requests, header(0, 0x20, id));
      replies = join(replies, unknownReply(id));
    }
    peer.give(requests);

    assertThat(receive()).isEqualTo(Next.ROOM);
    assertThat(peer.writes).isLessThanOrEqualTo(100);

    serveAll(Next.ROOM);
    assertThat(peer.taken.toByteArray()).isEqualTo(replies);
  }
}
