// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static dev.parley.tls.Wire.delay;
import static dev.parley.tls.Wire.delayReply;
import static dev.parley.tls.Wire.echo;
import static dev.parley.tls.Wire.echoReply;
import static dev.parley.tls.Wire.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** When both servers end a connection, and how they stop. */
@ParameterizedClass
@MethodSource("styles")
class TlsServerLifeTest extends ServerCase {

  @Test
  void the_idle_clock_starts_with_the_handshakes_end() throws Exception {
    InetSocketAddress address = start(options -> options.idleTimeout(SHORT));
    byte[] replies =
        Wire.join(echoReply(1, 10), error(0, ErrorCode.TIMEOUT, "no byte of a frame for too long"));
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      TlsContext tls = RawClient.context(TlsFiles.NONE, address);
      var client = new CuttingClient(socket, tls, Integer.MAX_VALUE);
      await()
          .during(SHORT.plusMillis(300)) // the handshake clock's time
          .until(() -> recorder.events.stream().noneMatch(event -> event.startsWith("closed")));
      long start = System.nanoTime();
      client.shakeHands(echo(1, 10)); // together, so that no idle clock runs in between
      assertThat(client.read(replies.length)).isEqualTo(replies);
      assertThat(since(start)).isGreaterThanOrEqualTo(SHORT);
    }
    recorder.awaitEvent("closed 1 IDLE_TIMEOUT");
  }

  /** Sends without reading. */
  private static Thread fill(RawClient client) {
    return Thread.startVirtualThread(() -> {
      try {
        for (int id = 1; id < 200; id++) {
          client.send(echo(id, 1_000_000));
        }
      } catch (IOException e) {
        // The server has cut it.
      }
    });
  }

  /** Both write and neither reads: the client waits, and its window is shut, so no reply comes. */
  private static void awaitStuck(RawClient client, Thread filler) {
    var before = new AtomicInteger();
    await()
        .during(Duration.ofMillis(300))
        .until(() -> {
          int unread = client.plain.getInputStream().available();
          return unread > 0
              && unread == before.getAndSet(unread)
              && filler.getState() == Thread.State.WAITING;
        });
  }

  @Test
  void a_client_that_never_reads_is_reset_by_the_write_clock() throws IOException {
    InetSocketAddress address = start(options -> options.writeTimeout(SHORT));
    try (RawClient client = RawClient.open(address, TLS_1_3)) {
      var _ = fill(client);
      recorder.awaitEvent("closed 1 WRITE_TIMEOUT");
    }
  }

  @Test
  void a_client_that_never_reads_does_not_hold_up_a_stop() throws Exception {
    InetSocketAddress address = start(options -> options.drainTimeout(Duration.ZERO));
    try (RawClient client = RawClient.open(address, TLS_1_3)) {
      awaitStuck(client, fill(client));
      long start = System.nanoTime();
      server.close();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(1));
      recorder.awaitEvent("closed 1 CUT");
    }
  }

  @Test
  void a_stop_cuts_handshakes_and_ends_the_others_in_order() throws Exception {
    InetSocketAddress address = start();
    try (var silent = new Socket(address.getAddress(), address.getPort());
        RawClient idle = RawClient.open(address, TLS_1_3);
        RawClient waiting = RawClient.open(address, TLS_1_2)) {
      idle.send(echo(1, 10)).expect(echoReply(1, 10));
      waiting.send(echo(1, 10)).expect(echoReply(1, 10)).send(delay(2, 1_000));
      recorder.awaitEvent("opened 1");
      recorder.awaitRequest(3, 2);
      long start = System.nanoTime();
      Thread stop = Thread.startVirtualThread(server::close);
      assertEnds(silent);
      idle.expectEnd();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(1));
      waiting.expect(delayReply(2, 1_000)).expectEnd();
      idle.plain.close();
      waiting.plain.close();
      stop.join();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(3));
    }
    assertThat(recorder.events).contains("closed 1 CUT", "closed 2 STOPPED", "closed 3 STOPPED");
  }
}
