// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection without a socket: bytes go through a {@link FrameBuffer} and a {@link Responder} as
 * in any style, and a DELAY takes no time. On the way it checks what must hold at every step.
 */
final class Conversation {

  private final ServerOptions options;
  private final FrameBuffer received = new FrameBuffer();
  private final Responder responder;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final List<Long> delays = new ArrayList<>();
  private boolean ended;
  private int mostHeld;

  Conversation(ServerOptions options) {
    this.options = options;
    this.responder = new Responder(options, ServerListener.NONE, 1);
  }

  /** Takes bytes that arrived together, in as many reads as the buffer wants. */
  Conversation receive(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !ended) {
      ByteBuffer room = received.toFill(responder.frameSize());
      checkRoom(room);
      int count = Math.min(room.remaining(), to - at);
      room.put(bytes, at, count);
      at += count;
      mostHeld = Math.max(mostHeld, room.position());
      work(received.filled());
    }
    return this;
  }

  Transcript transcript() {
    return new Transcript(Reply.all(output.toByteArray()), delays, ended);
  }

  private void work(ByteBuffer bytes) {
    Responder.Outcome outcome;
    do {
      int ready = bytes.position();
      outcome = responder.answer(bytes);
      write(bytes, ready, bytes.position());
      finish(outcome, bytes);
    } while (outcome == Responder.Outcome.DELAY || outcome == Responder.Outcome.ERROR);
  }

  private void finish(Responder.Outcome outcome, ByteBuffer bytes) {
    switch (outcome) {
      case INCOMPLETE -> checkIncomplete(bytes);
      case DELAY -> {
        delays.add(responder.delayMillis());
        int ready = bytes.position();
        responder.delayPassed(bytes);
        write(bytes, ready, bytes.position());
      }
      case ERROR -> {
        write(responder.error(), 0, responder.error().limit());
        responder.skip(bytes);
      }
      case FATAL -> {
        write(responder.error(), 0, responder.error().limit());
        ended = true;
      }
    }
  }

  private void write(ByteBuffer bytes, int from, int to) {
    byte[] reply = new byte[to - from];
    bytes.get(from, reply);
    output.writeBytes(reply);
  }

  /** Rules R1.4 and R3.2: never full while more is wanted, never larger than what came allows. */
  private void checkRoom(ByteBuffer room) {
    int largestFrame = Frame.HEADER_BYTES + options.maximumPayload();
    assertThat(room.hasRemaining()).as("room to read into").isTrue();
    assertThat(room.capacity())
        .as("capacity, with at most %d bytes held", mostHeld)
        .isLessThanOrEqualTo(Math.max(largestFrame, FrameBuffer.READ_AHEAD))
        .isLessThanOrEqualTo(Math.max(4 * mostHeld, FrameBuffer.SMALLEST));
  }

  private void checkIncomplete(ByteBuffer bytes) {
    assertThat(responder.frameSize())
        .as("size of the incomplete frame")
        .isGreaterThan(bytes.remaining())
        .isLessThanOrEqualTo(Frame.HEADER_BYTES + options.maximumPayload());
  }
}
