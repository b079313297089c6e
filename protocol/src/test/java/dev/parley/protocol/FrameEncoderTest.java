// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameEncoderTest {

  @Test
  void aFrameIsHeaderAndPayload() {
    assertThat(Hex.remaining(FrameEncoder.frame(FrameType.ECHO, 7, "hi".getBytes(UTF_8))))
        .isEqualTo("0000000201000000076869");
    assertThat(Hex.remaining(FrameEncoder.frame(FrameType.ERROR, -1, new byte[0])))
        .isEqualTo("00000000FFFFFFFFFF");
  }

  @Test
  void aHeaderIsPutAtThePosition() {
    ByteBuffer out = ByteBuffer.allocate(12).position(2);
    FrameEncoder.putHeader(out, 0x010203, 0x81, 0xFFFFFFFE);
    assertThat(out.position()).isEqualTo(11);
    assertThat(Hex.remaining(out.flip())).isEqualTo("00000001020381FFFFFFFE");
  }

  @Test
  void aHeaderNeedsItsNineBytes() {
    assertThatThrownBy(() -> FrameEncoder.putHeader(ByteBuffer.allocate(8), 0, 1, 1))
        .isInstanceOf(BufferOverflowException.class);
  }

  @Test
  void anErrorIsCodeAndReason() {
    assertThat(Hex.remaining(FrameEncoder.error(9, ErrorCode.UNKNOWN_TYPE, "no such type")))
        .isEqualTo("0000000DFF00000009026E6F20737563682074797065");
  }

  @Test
  void anErrorMayHaveNoReason() {
    assertThat(Hex.remaining(FrameEncoder.error(0, ErrorCode.BUSY, "")))
        .isEqualTo("00000001FF0000000005");
  }

  /** Rule R0.4: cut to the 255 bytes that fit, at a character's edge. */
  @ParameterizedTest
  @CsvSource({
    "a, 255, '', 255",
    "a, 256, '', 255",
    "a, 253, é, 255",
    "a, 254, é, 254",
    "a, 252, €, 255",
    "a, 253, €, 253",
    "a, 254, €, 254",
    "a, 251, 😀, 255",
    "a, 252, 😀, 252",
    "a, 254, 😀, 254",
    "é, 200, '', 254",
    "😀, 64, '', 252"
  })
  void aLongReasonIsCutBetweenCharacters(String text, int times, String then, int kept) {
    String reason = text.repeat(times) + then;
    ByteBuffer frame = FrameEncoder.error(1, ErrorCode.INTERNAL, reason);
    String sent = UTF_8.decode(frame.slice(10, kept)).toString();
    assertThat(frame.getInt(0)).isEqualTo(1 + kept);
    assertThat(frame.remaining()).isEqualTo(10 + kept);
    assertThat(sent.getBytes(UTF_8)).hasSize(kept);
    assertThat(reason).startsWith(sent);
  }

  @Test
  void aRequestBecomesItsReplyByOneBit() {
    ByteBuffer bytes = Hex.buffer("000000000001010000000700");
    FrameEncoder.replyInPlace(bytes, 1);
    assertThat(Hex.remaining(bytes)).isEqualTo("000000000081010000000700");
    FrameEncoder.replyInPlace(bytes, 2);
    assertThat(Hex.remaining(bytes)).isEqualTo("000000000081810000000700");
  }
}
