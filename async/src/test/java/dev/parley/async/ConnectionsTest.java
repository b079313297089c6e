// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of connections while and after their server stops. */
@Timeout(10)
class ConnectionsTest {

  private static final byte[] ECHO = FrameEncoder.frame(FrameType.ECHO, 1, new byte[0]).array();
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder().drainTimeout(Duration.ofMinutes(1)).build();

  private final Timers timers = new Timers(new Threads("timer"));
  private final Connections connections = connections(OPTIONS);

  private Connections connections(ServerOptions options) {
    return new Connections(options, ServerListener.NONE, timers);
  }

  @AfterEach
  void end_the_timers() {
    timers.end();
    await().until(() -> Clients.threads("timer-1") == 0);
  }

  @Test
  void a_drain_waits_for_who_is_still_there_and_stops_who_comes() throws Exception {
    var channel = new ScriptedChannel();
    Connection busy = connections.open(channel.channel(), () -> {});
    Thread drain = Thread.startVirtualThread(connections::drain);

    await().until(() -> answered().length == 0);

    assertThat(channel.isClosed()).isFalse();
    assertThat(drain.isAlive()).isTrue();
    busy.drop();
    drain.join();
  }

  /** Returns what one more client is answered. */
  private byte[] answered() throws IOException {
    ScriptedChannel next = new ScriptedChannel().then(ECHO);
    connections.open(next.channel(), () -> {}).run();
    assertThat(next.isReadToEnd()).isTrue();
    return next.sent();
  }

  @Test
  void a_drain_that_is_interrupted_cuts_at_once_and_stays_interrupted() throws Exception {
    ScriptedChannel channel = new ScriptedChannel().thenSilence();
    connections.open(channel.channel(), () -> {}).run();

    Thread.currentThread().interrupt();
    connections.drain();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(channel.isClosed()).isTrue();
  }

  @Test
  void who_is_cut_and_does_not_go_is_waited_for_and_not_for_ever() throws IOException {
    Connections impatient = connections(OPTIONS.toBuilder().drainTimeout(Duration.ZERO).build());
    var channel = new ScriptedChannel();
    impatient.open(channel.channel(), () -> {}); // and nobody runs it, so that it stays
    long start = System.nanoTime();

    impatient.drain();

    assertThat(channel.isClosed()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void who_comes_after_a_drain_is_cut() throws IOException {
    connections.drain();
    var channel = new ScriptedChannel();

    connections.open(channel.channel(), () -> {});

    assertThat(channel.isClosed()).isTrue();
  }
}
