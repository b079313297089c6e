// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.error;
import static dev.parley.nio.Wire.header;
import static dev.parley.nio.Wire.join;
import static dev.parley.nio.Wire.unknownReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.nio.Exchange.Next;
import dev.parley.protocol.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is answered, and what is to be waited for. */
class ExchangeTest extends ExchangeCase {

  ExchangeTest() throws IOException {}

  @Test
  void answers_a_burst_with_one_write() throws IOException {
    peer.give(join(echo(1, 10), echo(2, 20), echo(3, 30)));

    assertThat(receive()).isEqualTo(Next.INPUT);

    assertThat(peer.taken.toByteArray())
        .isEqualTo(join(echoReply(1, 10), echoReply(2, 20), echoReply(3, 30)));
    assertThat(peer.writes).isEqualTo(1);
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

    long after = System.nanoTime();
    assertThat(peer.taken.toByteArray()).isEqualTo(echoReply(1, 10));
    assertThat(Duration.ofNanos(exchange.delayUntil() - before))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(Duration.ofNanos(exchange.delayUntil() - after))
        .isLessThanOrEqualTo(Duration.ofSeconds(10));
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
