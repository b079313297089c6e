// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.unknown;
import static dev.parley.nio.Wire.unknownReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A connection's life, over real sockets. */
class ConnectionTest extends ConnectionCase {

  @Test
  void answers_in_order() throws IOException {
    try (RawClient client = start(options -> options)) {
      client
          .send(echo(1, 10), delay(2, 20), unknown(3), echo(4, 100_000))
          .expect(echoReply(1, 10), delayReply(2, 20), unknownReply(3), echoReply(4, 100_000));
    }
    recorder.awaitEvent("closed 1 PEER_CLOSED");
    assertThat(recorder.events).containsExactly("opened 1", "closed 1 PEER_CLOSED");
  }

  @Test
  void answers_what_is_whole_when_the_client_ends_its_side() throws IOException {
    try (RawClient client = start(options -> options)) {
      client.send(echo(1, 10), delay(2, 50), echo(3, 0), Arrays.copyOf(echo(4, 10), 15));
      client.endOutput();
      client.expect(echoReply(1, 10), delayReply(2, 50), echoReply(3, 0)).expectEnd();
    }
    recorder.awaitEvent("closed 1 PEER_CLOSED");
  }

  @Test
  void a_reset_is_the_peers_failure() throws IOException {
    try (RawClient client = start(options -> options)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10)).reset();
      recorder.awaitEvent("closed 1 PEER_FAILED");
    }
  }

  @Test
  void a_listener_that_throws_ends_the_connection_and_no_other() throws IOException {
    Recorder faulty =
        new Recorder() {
          @Override
          public void frameIn(long connection, int type, int id, int payloadLength) {
            if (id == 13) {
              throw new OutOfMemoryError("no room");
            }
          }

          @Override
          public void opened(long connection, SocketAddress peer) {
            super.opened(connection, peer);
            if (connection == 2) {
              throw new IllegalStateException("not this one");
            }
          }
        };
    try (RawClient client = start(server(options -> options, faulty));
        RawClient rejected = another();
        RawClient unlucky = another()) {
      rejected.expectEnd();
      unlucky.send(echo(13, 10)).expectEnd();
      client.send(echo(1, 10)).expect(echoReply(1, 10));
    }
    faulty.awaitEvent("closed 1 PEER_CLOSED");
    assertThat(faulty.events).contains("closed 2 INTERNAL", "closed 3 INTERNAL").hasSize(6);
  }

  @Test
  void a_closed_connection_leaves_no_timer_behind() throws IOException {
    EventLoop loop =
        new EventLoop(Thread.ofPlatform(), mock(Selector.class), 64 * 1024, failure -> {});
    SocketChannel channel = mock();
    SelectionKey key = mock();
    when(channel.register(any(), anyInt(), any())).thenReturn(key);
    when(key.channel()).thenReturn(channel);
    Semaphore place = new Semaphore(0);
    var connection =
        new Connection(
            channel, LinkFactory.PLAIN, 1, loop, ServerOptions.defaults(), recorder, place);
    connection.serve();
    assertThat(loop.timers().untilNext(System.nanoTime())).isLessThan(Long.MAX_VALUE);

    connection.failed(new IOException("reset"));
    connection.failed(new IOException("reset"));

    assertThat(loop.timers().untilNext(System.nanoTime())).isEqualTo(Long.MAX_VALUE);
    assertThat(place.availablePermits()).isEqualTo(1);
    assertThat(recorder.events).containsExactly("opened 1", "closed 1 PEER_FAILED");
  }
}
