// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** An ECHO costs no memory of its own: neither to find it nor to answer it. */
class AllocationTest {

  private static final int BURST = 100;
  private static final int ROUNDS = 1_000;

  private final FrameBuffer received = new FrameBuffer();
  private final Responder responder =
      new Responder(ServerOptions.defaults(), ServerListener.NONE, 1);
  private final byte[] burst = burst();

  @Test
  void aWarmConnectionAllocatesNothingForEachMessage() {
    answerRounds();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long answered = answerRounds();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(answered).isEqualTo((long) ROUNDS * burst.length);
    // -1 would mean that this JVM does not count.
    assertThat(before).isPositive();
    assertThat(allocated).as("bytes for 100,000 messages").isLessThan(ROUNDS * BURST);
  }

  private long answerRounds() {
    long answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      received.toFill(responder.frameSize()).put(burst);
      ByteBuffer bytes = received.filled();
      responder.answer(bytes);
      answered += bytes.position();
    }
    return answered;
  }

  private static byte[] burst() {
    ByteBuffer burst = ByteBuffer.allocate(BURST * (Frame.HEADER_BYTES + 1));
    for (int id = 0; id < BURST; id++) {
      burst.put(FrameEncoder.frame(FrameType.ECHO, id, new byte[] {(byte) id}));
    }
    return burst.array();
  }
}
