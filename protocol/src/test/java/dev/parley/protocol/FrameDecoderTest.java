// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.FrameDecoder.Progress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {

  private static final String ECHO_HI = "00000002 01 00000007 6869";

  private final FrameDecoder decoder = new FrameDecoder(16);

  @Test
  void tellsWhereAFrameLies() {
    ByteBuffer bytes = Hex.buffer("FFFF" + ECHO_HI + "00").position(2);
    assertThat(decoder.look(bytes)).isEqualTo(Progress.COMPLETE);
    assertThat(decoder.type()).isEqualTo(FrameType.ECHO);
    assertThat(decoder.id()).isEqualTo(7);
    assertThat(decoder.payloadLength()).isEqualTo(2);
    assertThat(decoder.start()).isEqualTo(2);
    assertThat(decoder.payloadStart()).isEqualTo(11);
    assertThat(decoder.end()).isEqualTo(13);
    assertThat(decoder.size()).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 10})
  void aPartOfAFrameIsIncomplete(int length) {
    assertThat(decoder.look(Hex.buffer(ECHO_HI).limit(length))).isEqualTo(Progress.INCOMPLETE);
  }

  /** Beyond the limit lies what is not read yet, or is left of an older frame. */
  @Test
  void looksNoFurtherThanTheLimit() {
    ByteBuffer bytes = Hex.buffer(ECHO_HI + ECHO_HI).limit(10);
    assertThat(decoder.look(bytes)).isEqualTo(Progress.INCOMPLETE);
    bytes.limit(11);
    assertThat(decoder.look(bytes)).isEqualTo(Progress.COMPLETE);
  }

  @Test
  void movesNothingAndChangesNothing() {
    ByteBuffer bytes = Hex.buffer("00" + ECHO_HI + "00").position(1).limit(12);
    String before = Hex.text(bytes, 0, 12);
    decoder.look(bytes);
    assertThat(bytes.position()).isEqualTo(1);
    assertThat(bytes.limit()).isEqualTo(12);
    assertThat(Hex.text(bytes, 0, 12)).isEqualTo(before);
  }

  @Test
  void readsABufferThatCannotBeWritten() {
    assertThat(decoder.look(Hex.buffer(ECHO_HI).asReadOnlyBuffer())).isEqualTo(Progress.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "00000010, INCOMPLETE, 16",
    "00000011, TOO_LARGE, 17",
    "7FFFFFFF, TOO_LARGE, 2147483647",
    "80000000, TOO_LARGE, 2147483648",
    "FFFFFFF7, TOO_LARGE, 4294967287",
    "FFFFFFFF, TOO_LARGE, 4294967295"
  })
  void judgesTheLengthByTheHeaderAlone(String length, Progress progress, long announced) {
    assertThat(decoder.look(Hex.buffer(length + "20 FFFFFFFE"))).isEqualTo(progress);
    assertThat(decoder.payloadLength()).isEqualTo(announced);
    assertThat(decoder.type()).isEqualTo(0x20);
    assertThat(decoder.id()).isEqualTo(0xFFFFFFFE);
  }

  @Test
  void judgesNoLengthBeforeTheHeaderIsThere() {
    assertThat(decoder.look(Hex.buffer("FFFFFFFF 01 000000"))).isEqualTo(Progress.INCOMPLETE);
    assertThat(decoder.payloadLength()).isZero();
    assertThat(decoder.size()).isEqualTo(Frame.HEADER_BYTES);
  }

  @Test
  void forgetsTheFrameBefore() {
    decoder.look(Hex.buffer(ECHO_HI));
    decoder.look(Hex.buffer("000000"));
    assertThat(decoder.payloadLength()).isZero();
    assertThat(decoder.size()).isEqualTo(Frame.HEADER_BYTES);
  }

  @Test
  void aSizeIsNeverAboveTheMaximum() {
    decoder.look(Hex.buffer("FFFFFFFF 01 00000000"));
    assertThat(decoder.size()).isEqualTo(Frame.HEADER_BYTES + 16);
  }

  @ParameterizedTest
  @CsvSource({"00, 0", "01, 1", "7F, 127", "80, 128", "FF, 255"})
  void aTypeIsUnsigned(String type, int value) {
    decoder.look(Hex.buffer("00000000" + type + "00000000"));
    assertThat(decoder.type()).isEqualTo(value);
  }

  @Test
  void aMaximumOfZeroTakesTheEmptyPayload() {
    FrameDecoder none = new FrameDecoder(0);
    assertThat(none.look(Hex.buffer("00000000 01 00000001"))).isEqualTo(Progress.COMPLETE);
    assertThat(none.look(Hex.buffer("00000001 01 00000001"))).isEqualTo(Progress.TOO_LARGE);
  }

  @Test
  void theLargestMaximumFits() {
    FrameDecoder large = new FrameDecoder(Frame.LARGEST_MAXIMUM_PAYLOAD);
    assertThat(large.look(Hex.buffer("01000000 01 00000001"))).isEqualTo(Progress.INCOMPLETE);
    assertThat(large.size()).isEqualTo(16_777_225);
    assertThat(large.look(Hex.buffer("01000001 01 00000001"))).isEqualTo(Progress.TOO_LARGE);
  }
}
