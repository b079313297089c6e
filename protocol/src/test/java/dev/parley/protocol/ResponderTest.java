// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.protocol.Responder.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponderTest {

  private static final String ECHO = "00000002 01 00000007 6869";
  private static final String ECHO_REPLY = "00000002 81 00000007 6869";
  private static final String DELAY = "00000005 02 00000008 00000032 78";
  private static final String DELAY_REPLY = "00000005 82 00000008 00000032 78";
  private static final String UNKNOWN = "00000001 20 FFFFFFFF 61";
  private static final String TOO_LARGE = "00000011 01 00000006";

  private final List<String> events = new ArrayList<>();
  private final Responder responder = new Responder(options(), recorder(), 42);

  @Test
  void answersABurstWhereItLies() {
    ByteBuffer buffer = Hex.buffer(ECHO + ECHO + "000000");
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.INCOMPLETE);
    assertThat(buffer.position()).isEqualTo(22);
    assertThat(Hex.all(buffer)).isEqualTo(Hex.compact(ECHO_REPLY + ECHO_REPLY + "000000"));
    assertThat(events)
        .containsExactly("42 in 1 7 2", "42 out 129 7 2", "42 in 1 7 2", "42 out 129 7 2");
  }

  @Test
  void saysHowLargeTheIncompleteFrameIs() {
    assertThat(responder.frameSize()).isEqualTo(Frame.HEADER_BYTES);
    responder.answer(Hex.buffer("00000010 01 0000"));
    assertThat(responder.frameSize()).isEqualTo(Frame.HEADER_BYTES);
    responder.answer(Hex.buffer("00000010 01 00000000 61"));
    assertThat(responder.frameSize()).isEqualTo(25);
  }

  @Test
  void tellsTheListenerNothingOfAnIncompleteFrame() {
    responder.answer(Hex.buffer("00000010 01 00000000 61"));
    assertThat(events).isEmpty();
  }

  @Test
  void stopsAtADelayAndGoesOnBehindIt() {
    ByteBuffer buffer = Hex.buffer(ECHO + DELAY + ECHO);
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.DELAY);
    assertThat(buffer.position()).isEqualTo(11);
    assertThat(responder.delayMillis()).isEqualTo(50);
    assertThat(Hex.all(buffer)).isEqualTo(Hex.compact(ECHO_REPLY + DELAY + ECHO));

    responder.delayPassed(buffer);
    assertThat(buffer.position()).isEqualTo(25);
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.INCOMPLETE);
    assertThat(Hex.all(buffer)).isEqualTo(Hex.compact(ECHO_REPLY + DELAY_REPLY + ECHO_REPLY));
  }

  @Test
  void tellsTheListenerOfADelayWhenItComesAndWhenItIsAnswered() {
    ByteBuffer buffer = Hex.buffer(DELAY);
    responder.answer(buffer);
    assertThat(events).containsExactly("42 in 2 8 5");
    responder.delayPassed(buffer);
    assertThat(events).containsExactly("42 in 2 8 5", "42 out 130 8 5");
  }

  /** A style may read ahead while a DELAY waits, and that may move the bytes. */
  @Test
  void findsTheDelayWhereTheBufferHasMovedIt() {
    ByteBuffer buffer = Hex.buffer(ECHO + DELAY + ECHO);
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.DELAY);
    buffer.compact().flip();
    responder.delayPassed(buffer);
    assertThat(buffer.position()).isEqualTo(14);
    assertThat(Hex.all(buffer)).isEqualTo(Hex.compact(DELAY_REPLY + ECHO));
  }

  @Test
  void skipsARefusedRequestWhereTheBufferHasMovedIt() {
    ByteBuffer buffer = Hex.buffer(ECHO + UNKNOWN + ECHO);
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.ERROR);
    buffer.compact().flip();
    responder.skip(buffer);
    assertThat(buffer.position()).isEqualTo(10);
  }

  @Test
  void aDelayOfZeroIsAnsweredAtOnce() {
    ByteBuffer buffer = Hex.buffer("00000004 02 00000001 00000000");
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.INCOMPLETE);
    assertThat(Hex.all(buffer)).isEqualTo("00000004820000000100000000");
  }

  @Test
  void theMaximumDelayIsLegalAndOneMoreIsNot() {
    assertThat(responder.answer(Hex.buffer("00000004 02 00000001 00000064")))
        .isEqualTo(Outcome.DELAY);
    assertThat(responder.delayMillis()).isEqualTo(100);
    assertThat(responder.answer(Hex.buffer("00000004 02 00000001 00000065")))
        .isEqualTo(Outcome.ERROR);
    assertError(1, ErrorCode.BAD_REQUEST, "a DELAY of 101 ms is above the maximum of 100 ms");
  }

  @Test
  void aDelayIsUnsigned() {
    assertThat(responder.answer(Hex.buffer("00000004 02 00000001 FFFFFFFF")))
        .isEqualTo(Outcome.ERROR);
    assertError(
        1, ErrorCode.BAD_REQUEST, "a DELAY of 4294967295 ms is above the maximum of 100 ms");
  }

  @Test
  void aDelayNeedsItsFourBytes() {
    assertThat(responder.answer(Hex.buffer("00000003 02 00000001 000000")))
        .isEqualTo(Outcome.ERROR);
    assertError(
        1, ErrorCode.BAD_REQUEST, "a DELAY begins with 4 bytes of milliseconds; this has 3");
  }

  @Test
  void stopsAtAnUnknownTypeAndSkipsIt() {
    ByteBuffer buffer = Hex.buffer(UNKNOWN + ECHO);
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.ERROR);
    assertThat(buffer.position()).isZero();
    assertError(-1, ErrorCode.UNKNOWN_TYPE, "type 0x20 is no request of Parley/1");
    assertThat(events).containsExactly("42 in 32 -1 1", "42 out 255 -1 36");

    responder.skip(buffer);
    assertThat(buffer.position()).isEqualTo(10);
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.INCOMPLETE);
    assertThat(Hex.all(buffer)).isEqualTo(Hex.compact(UNKNOWN + ECHO_REPLY));
  }

  /** Rule R4.2. */
  @Test
  void aReplyIsNoRequest() {
    assertThat(responder.answer(Hex.buffer(ECHO_REPLY))).isEqualTo(Outcome.ERROR);
    assertError(7, ErrorCode.UNKNOWN_TYPE, "type 0x81 is no request of Parley/1");
  }

  @Test
  void aLengthAboveTheMaximumIsFatal() {
    ByteBuffer buffer = Hex.buffer(ECHO + TOO_LARGE + ECHO);
    assertThat(responder.answer(buffer)).isEqualTo(Outcome.FATAL);
    assertThat(buffer.position()).isEqualTo(11);
    assertError(6, ErrorCode.TOO_LARGE, "a payload of 17 bytes is above the maximum of 16");
    assertThat(Hex.all(buffer)).isEqualTo(Hex.compact(ECHO_REPLY + TOO_LARGE + ECHO));
  }

  @Test
  void tellsTheListenerOfNoRequestThatWasNotRead() {
    responder.answer(Hex.buffer(TOO_LARGE));
    assertThat(events).containsExactly("42 out 255 6 49");
  }

  @Test
  void thereIsNoErrorBeforeARequestIsRefused() {
    assertThatIllegalStateException().isThrownBy(responder::error);
  }

  @Test
  void thereIsNoErrorAfterTheRequestIsSkipped() {
    ByteBuffer buffer = Hex.buffer(UNKNOWN);
    responder.answer(buffer);
    responder.skip(buffer);
    assertThatIllegalStateException().isThrownBy(responder::error);
  }

  /** What is left of an ERROR that went out in part is still there, and is not made anew. */
  @Test
  void theErrorIsOneBuffer() {
    responder.answer(Hex.buffer(UNKNOWN));
    responder.error().get();
    assertThat(responder.error().position()).isEqualTo(1);
  }

  private void assertError(int id, ErrorCode code, String reason) {
    ByteBuffer error = responder.error();
    assertThat(Hex.all(error)).isEqualTo(Hex.all(FrameEncoder.error(id, code, reason)));
    assertThat(error.position()).isZero();
    assertThat(error.remaining()).isEqualTo(10 + reason.getBytes(UTF_8).length);
  }

  private ServerListener recorder() {
    return new ServerListener() {
      @Override
      public void frameIn(long connection, int type, int id, int payloadLength) {
        events.add("%d in %d %d %d".formatted(connection, type, id, payloadLength));
      }

      @Override
      public void frameOut(long connection, int type, int id, int payloadLength) {
        events.add("%d out %d %d %d".formatted(connection, type, id, payloadLength));
      }
    };
  }

  private static ServerOptions options() {
    return ServerOptions.defaults().toBuilder()
        .maximumPayload(16)
        .maximumDelay(Duration.ofMillis(100))
        .build();
  }
}
