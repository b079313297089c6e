// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** A client's frames that are still to be sent. Belongs to the thread of its loop. */
final class Outbox {

  private final Queue<ByteBuffer> frames = new ArrayDeque<>();

  void add(ByteBuffer frame) {
    frames.add(frame);
  }

  void clear() {
    frames.clear();
  }

  /**
   * Sends what the transport has room for, as many frames with one write as fit a buffer.
   *
   * @param buffer the loop's
   * @return whether all is sent
   */
  boolean send(Link link, ByteBuffer buffer) throws IOException {
    link.flush();
    boolean room = true;
    while (room && !frames.isEmpty()) {
      fill(buffer);
      link.write(buffer);
      remove(buffer.position());
      room = !buffer.hasRemaining();
    }
    return room && link.isFlushed();
  }

  private void fill(ByteBuffer buffer) {
    buffer.clear();
    for (ByteBuffer frame : frames) {
      int count = Math.min(frame.remaining(), buffer.remaining());
      buffer.put(buffer.position(), frame, frame.position(), count);
      buffer.position(buffer.position() + count);
      if (!buffer.hasRemaining()) {
        break;
      }
    }
    buffer.flip();
  }

  private void remove(int taken) {
    int left = taken;
    while (left > 0) {
      ByteBuffer frame = frames.element();
      int count = Math.min(frame.remaining(), left);
      frame.position(frame.position() + count);
      left -= count;
      if (!frame.hasRemaining()) {
        frames.remove();
      }
    }
  }
}
