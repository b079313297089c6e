// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  private static final Request ECHO = Request.echo(-1, "hi".getBytes(UTF_8));

  @Test
  void anEchoIsItsPayload() {
    assertThat(ECHO.id()).isEqualTo(-1);
    assertThat(Hex.remaining(ECHO.frame())).isEqualTo("0000000201FFFFFFFF6869");
  }

  @ParameterizedTest
  @CsvSource({"0, 00000000", "250, 000000FA", "4294967295, FFFFFFFF"})
  void aDelayBeginsWithItsMilliseconds(long millis, String encoded) {
    Request delay = Request.delay(8, Duration.ofMillis(millis), "x".getBytes(UTF_8));
    assertThat(Hex.remaining(delay.frame())).isEqualTo("000000050200000008" + encoded + "78");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-0.001S", "PT4294967.296S", "PT9223372036854775807S"})
  void aDelayFitsFourBytes(Duration delay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Request.delay(8, delay, new byte[0]))
        .withMessage("a DELAY is 0 to 4294967295 ms, not " + delay);
  }

  @Test
  void acceptsItsReply() throws IOException {
    assertThat(accept(ECHO, "00000002 81 FFFFFFFF 6869")).isEqualTo("hi".getBytes(UTF_8));
    assertThat(accept(Request.echo(0, new byte[0]), "00000000 81 00000000")).isEmpty();
  }

  @Test
  void acceptsTheReplyToADelayWithItsMilliseconds() throws IOException {
    Request delay = Request.delay(8, Duration.ofMillis(1), new byte[0]);
    assertThat(accept(delay, "00000004 82 00000008 00000001")).containsExactly(0, 0, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "00000002 81 FFFFFFFE 6869, 'type 0x81 with id 4294967294'",
    "00000002 01 FFFFFFFF 6869, 'type 0x01 with id 4294967295'",
    "00000002 82 FFFFFFFF 6869, 'type 0x82 with id 4294967295'",
    "00000002 FF 00000001 0268, 'type 0xFF with id 1'"
  })
  void refusesAnotherFrame(String frame, String what) {
    assertThatThrownBy(() -> accept(ECHO, frame))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessage("expected a reply of type 0x81 with id 4294967295, got " + what);
  }

  @ParameterizedTest
  @CsvSource({"00000002 81 FFFFFFFF 6868, 2", "00000000 81 FFFFFFFF, 0"})
  void refusesAnotherPayload(String frame, int length) {
    assertThatThrownBy(() -> accept(ECHO, frame))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessage("the reply's payload of %d bytes is not the request's of 2 bytes", length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000003 FF FFFFFFFF 02 6869", "00000003 FF 00000000 02 6869"})
  void anErrorForItOrForTheConnectionIsRaised(String frame) {
    ErrorReplyException error =
        catchThrowableOfType(ErrorReplyException.class, () -> accept(ECHO, frame));
    assertThat(error.value()).isEqualTo(2);
    assertThat(error).hasMessage("UNKNOWN_TYPE: hi");
  }

  @Test
  void anErrorsCodeIsUnsignedAndItsReasonMayBeEmpty() {
    assertThatThrownBy(() -> accept(ECHO, "00000001 FF FFFFFFFF C8"))
        .isInstanceOf(ErrorReplyException.class)
        .hasMessage("code 200: ");
  }

  @Test
  void anErrorWithoutACodeBreaksTheProtocol() {
    assertThatThrownBy(() -> accept(ECHO, "00000000 FF FFFFFFFF"))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessage("an ERROR without a code");
  }

  private static byte[] accept(Request request, String frame) throws IOException {
    ByteBuffer bytes = Hex.buffer("00" + frame);
    FrameDecoder decoder = new FrameDecoder(16);
    assertThat(decoder.look(bytes.position(1))).isEqualTo(FrameDecoder.Progress.COMPLETE);
    return request.accept(decoder, bytes);
  }
}
