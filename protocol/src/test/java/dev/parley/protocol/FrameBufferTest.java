// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBufferTest {

  private static final int NO_HEADER_YET = Frame.HEADER_BYTES;
  private static final int MEBIBYTE = 1_048_576;

  private final FrameBuffer buffer = new FrameBuffer();
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  @Test
  void startsSmallAndEmpty() {
    assertThat(buffer.toFill(NO_HEADER_YET).remaining()).isEqualTo(FrameBuffer.SMALLEST);
    assertThat(buffer.filled().hasRemaining()).isFalse();
  }

  @Test
  void givesBackWhatWasPut() {
    buffer.toFill(NO_HEADER_YET).put(new byte[] {1, 2, 3});
    assertThat(buffer.filled()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }

  @Test
  void appendsToWhatIsNotAnswered() {
    buffer.toFill(NO_HEADER_YET).put(new byte[] {1, 2, 3});
    buffer.filled().get();
    buffer.toFill(NO_HEADER_YET).put((byte) 4);
    assertThat(buffer.filled()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
  }

  /** Rule R3.2: nine bytes from a stranger do not cost a megabyte. */
  @Test
  void anAnnouncedLengthCostsNothing() {
    buffer.toFill(NO_HEADER_YET).put(new byte[9]);
    buffer.filled();
    assertThat(buffer.toFill(MEBIBYTE).capacity()).isEqualTo(FrameBuffer.SMALLEST);
  }

  @Test
  void growsToFourTimesWhatCame() {
    receive(MEBIBYTE, 1024);
    assertThat(buffer.toFill(MEBIBYTE).capacity()).isEqualTo(4096);
    buffer.filled();
    receive(MEBIBYTE, 3071);
    assertThat(buffer.toFill(MEBIBYTE).capacity()).isEqualTo(4096);
    buffer.filled();
    receive(MEBIBYTE, 1);
    assertThat(buffer.toFill(MEBIBYTE).capacity()).isEqualTo(16_384);
  }

  @Test
  void keepsTheBytesWhenItGrows() {
    receive(MEBIBYTE, 200_000);
    assertThat(buffer.toFill(MEBIBYTE).capacity()).isEqualTo(262_144);
    assertCounted(buffer.filled(), 200_000);
  }

  @Test
  void isNeverLargerThanTheFrame() {
    receive(70_000, 69_999);
    assertThat(buffer.toFill(70_000).capacity()).isEqualTo(70_000);
    assertThat(buffer.filled().remaining()).isEqualTo(69_999);
  }

  /** Rule R1.4: behind a DELAY that waits, no more than this is read. */
  @Test
  void readsAhead64KiBAndNoMore() {
    receive(13, FrameBuffer.READ_AHEAD);
    assertThat(buffer.toFill(13).hasRemaining()).isFalse();
    assertCounted(buffer.filled(), FrameBuffer.READ_AHEAD);
  }

  @Test
  void isNotMadeAnewWhereItMayNotGrow() {
    receive(NO_HEADER_YET, FrameBuffer.READ_AHEAD);
    ByteBuffer full = bytes;
    answerAll();
    assertThat(buffer.toFill(NO_HEADER_YET)).isSameAs(full);
  }

  @Test
  void readsMoreAtOnceFromAPeerThatFilledIt() {
    receive(NO_HEADER_YET, 1024);
    answerAll();
    assertThat(buffer.toFill(NO_HEADER_YET).remaining()).isEqualTo(4096);
  }

  @Test
  void staysSmallForAPeerThatDidNotFillIt() {
    receive(NO_HEADER_YET, 1023);
    answerAll();
    assertThat(buffer.toFill(NO_HEADER_YET).remaining()).isEqualTo(1024);
  }

  @ParameterizedTest
  @CsvSource({"65536, 65536", "131072, 131072", "131073, 65536", "1048576, 65536"})
  void letsALargeFramesMemoryGo(int frame, int capacityAfterwards) {
    receive(frame, frame);
    answerAll();
    ByteBuffer room = buffer.toFill(NO_HEADER_YET);
    assertThat(room.capacity()).isEqualTo(capacityAfterwards);
    assertThat(room.position()).isZero();
  }

  @Test
  void keepsALargeBufferThatIsNotEmpty() {
    receive(MEBIBYTE, MEBIBYTE);
    bytes.position(MEBIBYTE - 1);
    byte last = bytes.get(bytes.position());
    ByteBuffer room = buffer.toFill(NO_HEADER_YET);
    assertThat(room.position()).isEqualTo(1);
    assertThat(room.get(0)).isEqualTo(last);
  }

  /** Puts bytes that count up from what is there, in as many reads as the buffer wants. */
  private void receive(int frameSize, int count) {
    int left = count;
    while (left > 0) {
      ByteBuffer room = buffer.toFill(frameSize);
      assertThat(room.hasRemaining()).isTrue();
      int chunk = Math.min(left, room.remaining());
      for (int i = 0; i < chunk; i++) {
        room.put((byte) room.position());
      }
      left -= chunk;
      bytes = buffer.filled();
    }
  }

  private void answerAll() {
    bytes.position(bytes.limit());
  }

  private static void assertCounted(ByteBuffer bytes, int count) {
    assertThat(bytes.remaining()).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      assertThat(bytes.get()).isEqualTo((byte) i);
    }
  }
}
