// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.nio.ByteBuffer;

/**
 * The bytes of one connection that are read and not yet answered, in one contiguous buffer.
 *
 * <p>It grows with the bytes that arrive, never with a length that was only announced: a header
 * that promises a megabyte costs nothing before the megabyte comes (rule R3.2). It starts small, so
 * that an idle connection is cheap, and lets a large frame's memory go when the frame is answered.
 *
 * <p>Belongs to one connection and so to one thread at a time.
 */
public final class FrameBuffer {

  /** What an idle connection costs, in bytes. */
  static final int SMALLEST = 1024;

  /** How far a connection reads ahead of a frame in work, in bytes (rule R1.4). */
  static final int READ_AHEAD = 64 * 1024;

  /** More than this, in bytes, is not kept once it is empty. */
  static final int LARGEST_KEPT = 2 * READ_AHEAD;

  private ByteBuffer bytes = ByteBuffer.allocate(SMALLEST).flip();
  private boolean filledByLastRead;

  /** Makes an empty buffer. */
  public FrameBuffer() {}

  /**
   * Returns the buffer to be read into, position behind the bytes that are already there, with room
   * for at least one byte of an incomplete frame. Behind a complete one, a DELAY that waits, there
   * may be no room: that much was read ahead. Call {@link #filled} before the next call of this.
   *
   * @param frameSize how many bytes the frame in work has in all, as far as is known
   */
  public ByteBuffer toFill(int frameSize) {
    if (bytes.position() > 0) {
      bytes.compact();
    } else {
      // Compacting would copy a large frame onto itself with each read of a part of it.
      bytes.position(bytes.limit()).limit(bytes.capacity());
    }
    if (bytes.position() == 0 && bytes.capacity() > LARGEST_KEPT) {
      bytes = ByteBuffer.allocate(READ_AHEAD);
    } else if (filledByLastRead) {
      grow(Math.max(frameSize, READ_AHEAD));
    }
    return bytes;
  }

  /** Returns the buffer with the bytes that were read between position and limit, to be parsed. */
  public ByteBuffer filled() {
    filledByLastRead = !bytes.hasRemaining();
    return bytes.flip();
  }

  private void grow(int limit) {
    int capacity = Math.min(4 * bytes.capacity(), limit);
    if (capacity > bytes.capacity()) {
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
  }
}
