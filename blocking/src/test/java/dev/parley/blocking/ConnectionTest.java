// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a connection exactly while it reads, or while it is at work. */
@Timeout(10)
class ConnectionTest {

  private static final byte[] ECHO = frame(FrameType.ECHO, 1);
  private static final byte[] REPLY = frame(FrameType.replyTo(FrameType.ECHO), 1);
  private static final byte[] PART = {0};
  private static final byte[] TOO_LARGE = {127, 0, 0, 0, FrameType.ECHO, 0, 0, 0, 2};
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .idleTimeout(Duration.ofSeconds(50))
          .frameTimeout(Duration.ofSeconds(20))
          .build();

  private final ScriptedSocket socket = new ScriptedSocket();
  private final List<CloseReason> reasons = new ArrayList<>();
  private Runnable whenAsked = () -> {};
  private Connection connection = connection(Layer.NONE);

  private Connection connection(Layer layer) {
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
    return new Connection(socket, layer, 1, OPTIONS, listener, closed -> {});
  }

  private static byte[] frame(int type, int id) {
    return FrameEncoder.frame(type, id, new byte[0]).array();
  }

  private static byte[] error(int id, ErrorCode code, String reason) {
    return FrameEncoder.error(id, code, reason).array();
  }

  /** Lets all clocks that run pass. */
  private void letTimePass() {
    connection.check(System.nanoTime() + Duration.ofHours(1).toNanos());
  }

  private byte[] afterTime(byte[] bytes) {
    letTimePass();
    return bytes;
  }

  private byte[] afterStop(byte[] bytes) {
    connection.stop();
    return bytes;
  }

  private void expectOrderlyEnd(CloseReason reason) {
    assertThat(reasons).containsExactly(reason);
    assertThat(socket.isReadToEnd()).as("all input was read").isTrue();
    assertThat(socket.isOutputEnded()).as("our side was ended in order").isTrue();
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void ends_its_side_when_the_client_has_ended_its_own() {
    socket.then(ECHO);

    connection.run();

    assertThat(socket.sent()).isEqualTo(REPLY);
    expectOrderlyEnd(CloseReason.PEER_CLOSED);
  }

  @Test
  void reads_to_the_end_what_follows_a_fatal_error_and_answers_none_of_it() {
    socket.then(TOO_LARGE).then(ECHO).then(ECHO);

    connection.run();

    assertThat(socket.sent())
        .isEqualTo(
            error(
                2,
                ErrorCode.TOO_LARGE,
                "a payload of 2130706432 bytes is above the maximum of 1048576"));
    expectOrderlyEnd(CloseReason.TOO_LARGE);
  }

  @Test
  void reads_to_the_end_what_a_client_sends_who_is_refused() {
    socket.then(ECHO).then(ECHO);

    connection.refuse();

    assertThat(socket.sent())
        .isEqualTo(error(0, ErrorCode.BUSY, "the server has no free connection"));
    expectOrderlyEnd(CloseReason.BUSY);
  }

  @Test
  void reads_to_the_end_what_comes_after_the_idle_clock_and_answers_none_of_it() {
    socket.then(() -> afterTime(ECHO)).then(ECHO);

    connection.run();

    assertThat(socket.sent())
        .isEqualTo(error(0, ErrorCode.TIMEOUT, "no byte of a frame for too long"));
    expectOrderlyEnd(CloseReason.IDLE_TIMEOUT);
  }

  @Test
  void reads_to_the_end_what_comes_after_the_frame_clock() {
    socket.then(PART).then(() -> afterTime(PART)).then(ECHO);

    connection.run();

    assertThat(socket.sent())
        .isEqualTo(error(0, ErrorCode.TIMEOUT, "a frame was incomplete for too long"));
    expectOrderlyEnd(CloseReason.FRAME_TIMEOUT);
  }

  @Test
  void a_clock_does_not_run_out_while_a_request_is_answered() {
    whenAsked = this::letTimePass;
    socket.then(ECHO);

    connection.run();

    assertThat(socket.sent()).isEqualTo(REPLY);
    expectOrderlyEnd(CloseReason.PEER_CLOSED);
  }

  @Test
  void a_last_word_that_fails_closes_the_connection() {
    socket.then(() -> {
      socket.breakOutput();
      letTimePass();
      await().until(socket::isClosed); // else the read would wait for ever
      return PART;
    });

    connection.run();

    assertThat(reasons).containsExactly(CloseReason.IDLE_TIMEOUT);
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void reads_to_the_end_what_comes_after_a_stop_and_answers_none_of_it() {
    socket.then(() -> afterStop(ECHO)).then(ECHO);

    connection.run();

    assertThat(socket.sent()).isEmpty();
    expectOrderlyEnd(CloseReason.STOPPED);
  }

  @Test
  void answers_what_it_is_at_when_it_is_stopped_and_reads_the_rest_to_the_end() {
    whenAsked = () -> connection.stop();
    socket.then(ECHO).then(ECHO);

    connection.run();

    assertThat(socket.sent()).isEqualTo(REPLY);
    expectOrderlyEnd(CloseReason.STOPPED);
  }

  @Test
  void may_be_cut_before_it_runs() {
    connection.cut();
    connection.run();

    assertThat(reasons).containsExactly(CloseReason.CUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HANDSHAKE_TIMEOUT", "CUT"})
  void a_handshake_is_ended_at_once(CloseReason reason) {
    connection =
        connection(below -> {
          if (reason == CloseReason.CUT) {
            connection.stop();
          } else {
            letTimePass();
          }
          assertThat(below.isClosed()).isTrue();
          throw new IOException("closed");
        });

    connection.run();

    assertThat(reasons).containsExactly(reason);
    assertThat(Thread.interrupted()).as("who is cut is woken").isEqualTo(reason == CloseReason.CUT);
  }
}
