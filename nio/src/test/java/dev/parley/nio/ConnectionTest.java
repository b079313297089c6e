// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.error;
import static dev.parley.nio.Wire.header;
import static dev.parley.nio.Wire.unknown;
import static dev.parley.nio.Wire.unknownReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection's life, over real sockets. */
class ConnectionTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final byte[] BUSY = error(0, ErrorCode.BUSY, "the server has no free connection");

  private final Recorder recorder = new Recorder();
  private Server server = server(options -> options, recorder);

  private static Server server(
      UnaryOperator<ServerOptions.Builder> change, ServerListener listener) {
    var options =
        ServerOptions.defaults().toBuilder()
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new SelectorServer(change.apply(options).build(), listener, 1);
  }

  private RawClient start(UnaryOperator<ServerOptions.Builder> change) throws IOException {
    return start(server(change, recorder));
  }

  private RawClient start(Server started) throws IOException {
    server = started;
    server.start();
    return new RawClient(server.address());
  }

  private RawClient another() throws IOException {
    return new RawClient(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

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
  void a_client_that_says_nothing_is_told_so() throws IOException {
    try (RawClient client = start(options -> options.idleTimeout(SHORT))) {
      long start = System.nanoTime();
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      client.expect(error(0, ErrorCode.TIMEOUT, "no byte of a frame for too long")).expectEnd();
      assertThat(since(start)).isBetween(SHORT, SHORT.multipliedBy(2).plusMillis(500));
    }
    recorder.awaitEvent("closed 1 IDLE_TIMEOUT");
  }

  @Test
  void a_frame_that_drips_is_cut_off() throws IOException {
    try (RawClient client = start(options -> options.frameTimeout(SHORT))) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      long start = System.nanoTime();
      byte[] frame = echo(2, 100);
      for (int at = 0; at < frame.length && client.socket.getInputStream().available() == 0; at++) {
        client.send(new byte[] {frame[at]});
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      }
      client.expect(error(0, ErrorCode.TIMEOUT, "a frame was incomplete for too long")).expectEnd();
      assertThat(since(start)).isBetween(SHORT, SHORT.multipliedBy(2).plusMillis(500));
    }
    recorder.awaitEvent("closed 1 FRAME_TIMEOUT");
  }

  @Test
  void a_clock_of_zero_is_off() throws IOException {
    try (RawClient client =
        start(options -> options.idleTimeout(Duration.ZERO).frameTimeout(Duration.ZERO))) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      client.send(Arrays.copyOf(echo(2, 10), 4));
      await().pollDelay(SHORT).until(() -> true);
      client.send(Arrays.copyOfRange(echo(2, 10), 4, 19)).expect(echoReply(2, 10));
    }
  }

  @Test
  void no_clock_runs_while_a_delay_waits() throws IOException {
    try (RawClient client = start(options -> options.idleTimeout(SHORT).frameTimeout(SHORT))) {
      client.send(delay(1, 700), echo(2, 10)).expect(delayReply(1, 700), echoReply(2, 10));
    }
  }

  @Test
  void a_client_that_does_not_read_is_reset() throws IOException {
    try (RawClient client = start(options -> options.writeTimeout(SHORT).sendBuffer(64 * 1024))) {
      client.send(echo(1, 1_000_000), echo(2, 1_000_000), echo(3, 1_000_000), echo(4, 1_000_000));
      client.send(echo(5, 1_000_000), echo(6, 1_000_000), echo(7, 1_000_000), echo(8, 1_000_000));
      recorder.awaitEvent("closed 1 WRITE_TIMEOUT");
      client.expectReset();
    } catch (SocketException e) {
      // A write that was still on its way meets the reset first.
      assertThat(recorder.events).contains("closed 1 WRITE_TIMEOUT");
    }
  }

  @Test
  void a_reply_goes_on_as_soon_as_the_client_reads() throws IOException {
    server = server(options -> options.sendBuffer(64 * 1024), recorder);
    server.start();
    try (RawClient client = new RawClient(server.address(), 4 * 1024)) {
      client.send(echo(1, 1_000_000));
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      long start = System.nanoTime();
      client.expect(echoReply(1, 1_000_000));
      assertThat(since(start)).isLessThan(Duration.ofSeconds(5)); // half of the write clock
    }
  }

  /** The system tells of room only when much of its buffer is free: too late for a slow reader. */
  @Test
  void a_client_that_reads_slowly_is_not_cut() throws IOException {
    server = server(options -> options.writeTimeout(SHORT).sendBuffer(256 * 1024), recorder);
    server.start();
    try (RawClient client = new RawClient(server.address(), 4 * 1024)) {
      client.send(echo(1, 1_000_000));
      byte[] reply = echoReply(1, 1_000_000);
      long start = System.nanoTime();
      int at = 0;
      while (since(start).compareTo(SHORT.multipliedBy(5)) < 0) {
        client.expect(Arrays.copyOfRange(reply, at, at + 4_096));
        at += 4_096;
        await().pollDelay(Duration.ofMillis(40)).until(() -> true);
      }
      assertThat(recorder.events).containsExactly("opened 1");
      client.expect(Arrays.copyOfRange(reply, at, reply.length));
    }
  }

  @Test
  void after_a_fatal_error_the_client_sees_a_clean_end() throws IOException {
    try (RawClient client = start(options -> options)) {
      client.send(echo(1, 10), header(1 << 30, 1, 2), new byte[128 * 1024]);
      client.expect(
          echoReply(1, 10),
          error(
              2,
              ErrorCode.TOO_LARGE,
              "a payload of 1073741824 bytes is above the maximum of 1048576"));
      client.expectEnd();
    }
    recorder.awaitEvent("closed 1 TOO_LARGE");
  }

  @Test
  void a_client_that_does_not_leave_is_not_waited_for() throws IOException {
    try (RawClient client = start(options -> options)) {
      long start = System.nanoTime();
      client.send(header(-1, 1, 2));
      recorder.awaitEvent("closed 1 TOO_LARGE");
      assertThat(since(start)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
  }

  @Test
  void a_client_that_does_not_stop_sending_is_not_waited_for() throws IOException {
    try (RawClient client = start(options -> options)) {
      client.send(header(-1, 1, 2));
      for (int i = 0; i < 1_000; i++) {
        client.send(new byte[64 * 1024]);
      }
      throw new AssertionError("64 MiB were taken after a fatal error");
    } catch (SocketException e) {
      recorder.awaitEvent("closed 1 TOO_LARGE");
    }
  }

  @Test
  void one_client_more_than_the_limit_is_told() throws IOException {
    try (RawClient client = start(options -> options.maximumConnections(1))) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      try (RawClient refused = another()) {
        refused.expect(BUSY).expectEnd();
      }
      recorder.awaitEvent("closed 2 BUSY");
      client.send(echo(2, 10)).expect(echoReply(2, 10));
    }
    recorder.awaitEvent("closed 1 PEER_CLOSED");
    try (RawClient next = another()) {
      next.send(echo(3, 10)).expect(echoReply(3, 10));
    }
  }

  @Test
  void sixty_four_at_once_are_told_and_the_rest_is_closed() throws IOException {
    List<RawClient> refused = new ArrayList<>();
    try (RawClient client = start(options -> options.maximumConnections(1))) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      for (int i = 0; i < 80; i++) {
        refused.add(another());
      }
      int told = 0;
      for (RawClient one : refused) {
        told += bytesToTheEnd(one) == BUSY.length ? 1 : 0;
      }
      assertThat(told).isBetween(64, 79);
    } finally {
      for (RawClient one : refused) {
        one.close();
      }
    }
  }

  private static int bytesToTheEnd(RawClient client) throws IOException {
    try {
      return client.socket.getInputStream().readAllBytes().length;
    } catch (SocketException e) {
      return 0; // reset: closed without a word
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
    EventLoop loop = new EventLoop(Thread.ofPlatform(), mock(Selector.class), 1_024, failure -> {});
    SocketChannel channel = mock();
    SelectionKey key = mock();
    when(channel.register(any(), anyInt(), any())).thenReturn(key);
    when(key.channel()).thenReturn(channel);
    Semaphore place = new Semaphore(0);
    var connection = new Connection(channel, 1, loop, ServerOptions.defaults(), recorder, place);
    connection.serve();
    assertThat(loop.timers().untilNext(System.nanoTime())).isLessThan(Long.MAX_VALUE);

    connection.failed(new IOException("reset"));
    connection.failed(new IOException("reset"));

    assertThat(loop.timers().untilNext(System.nanoTime())).isEqualTo(Long.MAX_VALUE);
    assertThat(place.availablePermits()).isEqualTo(1);
    assertThat(recorder.events).containsExactly("opened 1", "closed 1 PEER_FAILED");
  }

  @Test
  void a_stop_lets_replies_go_out_first() throws Exception {
    try (RawClient client = start(options -> options.sendBuffer(64 * 1024))) {
      client.send(echo(1, 1_000_000), Arrays.copyOf(echo(2, 10), 5));
      recorder.awaitEvent("opened 1");
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      Thread closing = Thread.ofVirtual().start(server::close);
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      client.expect(echoReply(1, 1_000_000)).expectEnd();
      client.leave();
      closing.join();
    }
    assertThat(recorder.events).contains("closed 1 " + CloseReason.STOPPED);
  }
}
