// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.error;
import static dev.parley.nio.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** The clocks that run on a connection, over real sockets where a kernel does it on demand. */
class ConnectionClockTest extends ConnectionCase {

  private final CompletableFuture<Boolean> sent = new CompletableFuture<>();

  /** Holds a connection before its first clock until the client has sent what it has to say. */
  private final Recorder patient =
      new Recorder() {
        @Override
        public void opened(long connection, SocketAddress peer) {
          super.opened(connection, peer);
          sent.join();
        }
      };

  private final FakeChannel fake = new FakeChannel();
  private final EventLoop loop =
      new EventLoop(Thread.ofPlatform(), mock(Selector.class), 64 * 1024, failure -> {});

  ConnectionClockTest() throws IOException {}

  /** Serves the fake channel; nothing happens by itself. */
  private Connection serveFake() throws IOException {
    SelectionKey key = mock();
    when(fake.channel.register(any(), anyInt(), any())).thenReturn(key);
    when(key.channel()).thenReturn(fake.channel);
    var connection =
        new Connection(
            fake.channel,
            LinkFactory.PLAIN,
            1,
            loop,
            ServerOptions.defaults(),
            recorder,
            new Semaphore(0));
    connection.serve();
    return connection;
  }

  @Test
  void a_client_that_says_nothing_is_told_so() throws IOException {
    try (RawClient client = start(server(options -> options.idleTimeout(SHORT), patient))) {
      long start = System.nanoTime();
      client.send(echo(1, 10));
      sent.complete(true);
      client.expect(echoReply(1, 10));
      client.expect(error(0, ErrorCode.TIMEOUT, "no byte of a frame for too long")).expectEnd();
      assertThat(since(start)).isGreaterThanOrEqualTo(SHORT);
    }
    patient.awaitEvent("closed 1 IDLE_TIMEOUT");
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
      assertThat(since(start)).isGreaterThanOrEqualTo(SHORT);
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
    try (RawClient client =
        start(server(options -> options.idleTimeout(SHORT).frameTimeout(SHORT), patient))) {
      client.send(delay(1, 700), echo(2, 10));
      sent.complete(true);
      client.expect(delayReply(1, 700), echoReply(2, 10));
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
    fake.give(echo(1, 50_000));
    fake.room = 0;
    Connection connection = serveFake();

    for (int times = 0; times < 10; times++) {
      fake.room = 4_096;
      connection.expired();
    }

    assertThat(recorder.events).containsExactly("opened 1");
    assertThat(fake.taken.toByteArray()).isEqualTo(Arrays.copyOf(echoReply(1, 50_000), 40_960));
    connection.expired();
    assertThat(recorder.events).containsExactly("opened 1", "closed 1 WRITE_TIMEOUT");
  }

  @Test
  void a_client_that_does_not_leave_is_given_a_second_at_most() throws IOException {
    fake.give(header(-1, 1, 2));
    long before = System.nanoTime();
    Connection connection = serveFake();
    long after = System.nanoTime();

    assertThat(Duration.ofNanos(loop.timers().untilNext(before)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(500));
    assertThat(Duration.ofNanos(loop.timers().untilNext(after)))
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
    connection.expired();
    assertThat(recorder.events).containsExactly("opened 1", "closed 1 TOO_LARGE");
  }
}
