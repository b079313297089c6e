// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a connection exactly while it reads, or while it is at work. */
@Timeout(10)
class ConnectionMomentsTest {

  private static final byte[] ECHO = frame(FrameType.ECHO, 1);
  private static final byte[] REPLY = frame(FrameType.replyTo(FrameType.ECHO), 1);
  private static final byte[] DELAY =
      FrameEncoder.frame(FrameType.DELAY, 1, new byte[] {0, 0, 39, 16}).array();
  private static final ServerOptions OPTIONS = ServerOptions.defaults();
  private static final ServerOptions SOON_IDLE =
      OPTIONS.toBuilder().idleTimeout(Duration.ofMillis(50)).build();

  private final ScriptedChannel channel = new ScriptedChannel();
  private final Timers timers = new Timers(new Threads("timer"));
  private final List<CloseReason> reasons = new CopyOnWriteArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();
  private Runnable whenAsked = () -> {};
  private final Connection connection = connection(OPTIONS);

  ConnectionMomentsTest() throws IOException {}

  private Connection connection(ServerOptions options) {
    var listener =
        new ServerListener() {
          @Override
          public void frameIn(long connection, int type, int id, int payloadLength) {
            whenAsked.run();
          }

          @Override
          public void closed(long connection, CloseReason reason) {
            reasons.add(reason);
          }
        };
    return new Connection(
        channel.channel(), 1, options, listener, timers, connection -> closed.incrementAndGet());
  }

  private static byte[] frame(int type, int id) {
    return FrameEncoder.frame(type, id, new byte[0]).array();
  }

  @AfterEach
  void end_the_timers() {
    timers.end();
    await().until(() -> Clients.threads("timer-1") == 0);
  }

  private byte[] afterStop(byte[] bytes) {
    connection.stop();
    return bytes;
  }

  private byte[] afterIdleClock(byte[] bytes) {
    await().until(channel::isOutputEnded);
    return bytes;
  }

  private void expectOrderlyEnd(CloseReason reason) {
    await().until(() -> !reasons.isEmpty()); // the timer's thread may be the last to end a side
    assertThat(reasons).containsExactly(reason);
    assertThat(channel.isReadToEnd()).as("all input was read").isTrue();
    assertThat(channel.isOutputEnded()).as("our side was ended in order").isTrue();
    assertThat(channel.isClosed()).isTrue();
  }

  @Test
  void reads_to_the_end_what_comes_after_the_idle_clock_and_answers_none_of_it() {
    channel.then(() -> afterIdleClock(ECHO)).then(ECHO);

    connection(SOON_IDLE).run();

    assertThat(channel.sent())
        .isEqualTo(
            FrameEncoder.error(0, ErrorCode.TIMEOUT, "no byte of a frame for too long").array());
    expectOrderlyEnd(CloseReason.IDLE_TIMEOUT);
  }

  @Test
  void reads_to_the_end_what_comes_after_a_stop_and_answers_none_of_it() {
    channel.then(() -> afterStop(ECHO)).then(ECHO);

    connection.run();

    assertThat(channel.sent()).isEmpty();
    expectOrderlyEnd(CloseReason.STOPPED);
  }

  @Test
  void answers_what_it_is_at_when_it_is_stopped_and_reads_the_rest_to_the_end() {
    whenAsked = connection::stop;
    channel.then(ECHO).then(ECHO);

    connection.run();

    assertThat(channel.sent()).isEqualTo(REPLY);
    expectOrderlyEnd(CloseReason.STOPPED);
  }

  @Test
  void waits_for_no_delay_when_it_was_cut_before() {
    whenAsked = connection::cut;
    channel.then(DELAY);

    connection.run();

    assertThat(reasons).containsExactly(CloseReason.CUT);
  }

  @Test
  void is_closed_once_though_a_read_and_a_write_fail() {
    channel.holdWrites().thenSilence();
    Connection idle = connection(SOON_IDLE);
    idle.run();
    await().until(() -> channel.underWay() == 2); // the last word of the idle clock, too

    idle.cut();

    assertThat(reasons).containsExactly(CloseReason.IDLE_TIMEOUT);
  }

  @Test
  void is_not_told_of_when_it_was_cut_before_it_began() {
    connection.cut();

    connection.run();

    assertThat(reasons).isEmpty();
    assertThat(closed).hasValue(1);
  }
}
