// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.protocol.Frame;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import java.nio.ByteBuffer;

/**
 * The requests of a connection and the replies to them. Both streams repeat themselves after {@code
 * depth} frames, whose ids are 0, 1 and so on. Belongs to one thread.
 */
final class Template {

  /** A read takes this many bytes and one frame at most. */
  private static final int READ = 65_536;

  private final int frameBytes;
  private final int cycleBytes;
  private final ByteBuffer requests;
  private final ByteBuffer replies;

  /**
   * Makes one of ECHOs.
   *
   * @param verbatim whether the server sends back what it gets, as one that parses nothing does
   */
  Template(int depth, int payload, boolean verbatim) {
    this.frameBytes = Frame.HEADER_BYTES + payload;
    this.cycleBytes = Math.multiplyExact(depth, frameBytes);
    this.requests = stream(depth, payload, FrameType.ECHO, 2 * cycleBytes);
    int replyType = verbatim ? FrameType.ECHO : FrameType.replyTo(FrameType.ECHO);
    this.replies = stream(depth, payload, replyType, cycleBytes + readBytes());
  }

  private static ByteBuffer stream(int depth, int payload, int type, int atLeast) {
    int frame = Frame.HEADER_BYTES + payload;
    int frames = Math.ceilDiv(atLeast, frame);
    ByteBuffer stream = ByteBuffer.allocateDirect(Math.multiplyExact(frames, frame));
    for (int i = 0; i < frames; i++) {
      FrameEncoder.putHeader(stream, payload, type, i % depth);
      for (int j = 0; j < payload; j++) {
        stream.put((byte) (j * 31 + 7));
      }
    }
    return stream.flip();
  }

  int frameBytes() {
    return frameBytes;
  }

  /** Returns how large a buffer has to be that is read into. */
  int readBytes() {
    return READ + frameBytes;
  }

  /** Returns the requests from one place of the stream on; used until the next call. */
  ByteBuffer requests(long offset, int length) {
    int start = (int) (offset % cycleBytes);
    return requests.limit(start + Math.min(length, cycleBytes)).position(start);
  }

  /** Returns whether these bytes, all that remain, stand at that place of the stream of replies. */
  boolean areReplies(ByteBuffer bytes, long offset) {
    int start = (int) (offset % cycleBytes);
    return replies.limit(start + bytes.remaining()).position(start).mismatch(bytes) < 0;
  }
}
