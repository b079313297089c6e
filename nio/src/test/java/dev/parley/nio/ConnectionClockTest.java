// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ErrorCode;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The clocks that run on a connection, over real sockets. */
class ConnectionClockTest extends ConnectionCase {

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
}
