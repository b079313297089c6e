// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of connections while and after their server stops. */
@Timeout(10)
class ConnectionsTest {

  private static final byte[] ECHO = FrameEncoder.frame(FrameType.ECHO, 1, new byte[0]).array();
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder().drainTimeout(Duration.ofMinutes(1)).build();

  private final Connections connections = connections(OPTIONS);

  private static Connections connections(ServerOptions options) {
    return new Connections(options, ServerListener.NONE);
  }

  @Test
  void tells_when_a_connection_is_closed() {
    var closed = new AtomicInteger();

    connections.open(new ScriptedSocket(), closed::incrementAndGet).run();

    assertThat(closed).hasValue(1);
  }

  @Test
  void a_drain_waits_for_who_is_still_there_and_stops_who_comes() throws Exception {
    var socket = new ScriptedSocket();
    Connection busy = connections.open(socket, () -> {});
    Thread drain = Thread.startVirtualThread(connections::drain);

    await().until(() -> answered().length == 0);

    assertThat(socket.isClosed()).isFalse();
    assertThat(drain.isAlive()).isTrue();
    busy.drop();
    drain.join();
  }

  /** Returns what one more client is answered. */
  private byte[] answered() {
    ScriptedSocket next = new ScriptedSocket().then(ECHO);
    connections.open(next, () -> {}).run();
    assertThat(next.isReadToEnd()).isTrue();
    return next.sent();
  }

  @Test
  void who_is_cut_and_does_not_go_is_waited_for_and_not_for_ever() {
    Connections impatient = connections(OPTIONS.toBuilder().drainTimeout(Duration.ZERO).build());
    var socket = new ScriptedSocket();
    impatient.open(socket, () -> {}); // and nobody runs it, so that it stays
    long start = System.nanoTime();

    impatient.drain();

    assertThat(socket.isClosed()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void who_comes_after_a_drain_is_cut() {
    connections.drain();
    var socket = new ScriptedSocket();

    connections.open(socket, () -> {});

    assertThat(socket.isClosed()).isTrue();
  }
}
