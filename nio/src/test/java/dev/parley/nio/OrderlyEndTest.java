// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static dev.parley.nio.Wire.error;
import static dev.parley.nio.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a connection is ended in order, over real sockets. */
class OrderlyEndTest extends ConnectionCase {

  private static final byte[] BUSY = error(0, ErrorCode.BUSY, "the server has no free connection");

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
      assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
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
      long start = System.nanoTime();
      for (int i = 0; i < 80; i++) {
        refused.add(another());
      }
      int told = 0;
      for (RawClient one : refused) {
        told += bytesToTheEnd(one) == BUSY.length ? 1 : 0;
      }
      // The end of each lasts 500 ms at least (rule R7.3), and then the next one may be told.
      long waits = since(start).toMillis() / 500;
      assertThat((long) told).isBetween(64L, 64 * (1 + waits));
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
  void a_stop_lets_replies_go_out_first() throws Exception {
    try (RawClient client = start(options -> options.sendBuffer(64 * 1024))) {
      client.send(echo(1, 1_000_000), Arrays.copyOf(echo(2, 10), 5));
      recorder.awaitRequest(1, 1);
      Thread closing = Thread.ofVirtual().start(server::close);
      await().until(this::isStopping);
      client.expect(echoReply(1, 1_000_000)).expectEnd();
      client.leave();
      closing.join();
    }
    assertThat(recorder.events).contains("closed 1 " + CloseReason.STOPPED);
  }

  /** The one loop tells its connections of a stop when it releases the port. */
  private boolean isStopping() throws IOException {
    try {
      another().close();
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }
}
