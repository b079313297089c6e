// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * However bytes come and go, those that are there are in order, and the memory is in proportion.
 */
class FrameBufferPropertiesTest {

  /** One read of at most {@code came} bytes, after which at most {@code answered} are answered. */
  record Step(int came, int answered, int frameSize) {}

  private final FrameBuffer buffer = new FrameBuffer();
  private final Queue<Byte> expected = new ArrayDeque<>();
  private int largestFrame = FrameBuffer.READ_AHEAD;
  private int mostHeld;
  private byte next;

  @Property(tries = 300)
  void keepsWhatIsNotAnswered(@ForAll("steps") List<Step> steps) {
    for (Step step : steps) {
      fill(step);
      ByteBuffer bytes = buffer.filled();
      assertThat(bytes.remaining()).isEqualTo(expected.size());
      for (int i = Math.min(step.answered, bytes.remaining()); i > 0; i--) {
        assertThat(bytes.get()).isEqualTo(expected.remove());
      }
    }
  }

  private void fill(Step step) {
    ByteBuffer room = buffer.toFill(step.frameSize);
    largestFrame = Math.max(largestFrame, step.frameSize);
    assertThat(room.position()).isEqualTo(expected.size());
    assertThat(room.capacity())
        .as("capacity, with at most %d bytes held and a frame of %d", mostHeld, largestFrame)
        .isLessThanOrEqualTo(Math.max(4 * mostHeld, FrameBuffer.SMALLEST))
        .isLessThanOrEqualTo(largestFrame);
    if (expected.size() < step.frameSize) {
      assertThat(room.hasRemaining()).as("room for an incomplete frame").isTrue();
    }
    for (int i = Math.min(step.came, room.remaining()); i > 0; i--) {
      room.put(next);
      expected.add(next++);
    }
    mostHeld = Math.max(mostHeld, expected.size());
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> sizes =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 20),
            Arbitraries.integers().between(0, 5_000),
            Arbitraries.integers().between(50_000, 300_000));
    return Combinators.combine(sizes, sizes, sizes.map(size -> size + Frame.HEADER_BYTES))
        .as(Step::new)
        .list()
        .ofMaxSize(15);
  }
}
