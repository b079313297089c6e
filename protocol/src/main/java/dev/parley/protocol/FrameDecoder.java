// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.nio.ByteBuffer;

/**
 * Finds the frame at a buffer's position. It copies nothing and allocates nothing: what it returns
 * is where the frame lies, valid until the buffer's bytes move.
 *
 * <p>Belongs to one connection and so to one thread at a time.
 */
public final class FrameDecoder {

  /** What lies at the buffer's position. */
  public enum Progress {
    /** No whole frame yet: read more bytes and look again. */
    INCOMPLETE,
    /** A whole frame. */
    COMPLETE,
    /** A header whose length is above the maximum payload (rule R3.1). */
    TOO_LARGE
  }

  private final int maximumPayload;
  private int start;
  private int type;
  private int id;
  private long length;

  /**
   * Makes a decoder.
   *
   * @param maximumPayload the largest payload to accept, in bytes
   */
  public FrameDecoder(int maximumPayload) {
    this.maximumPayload = maximumPayload;
  }

  /**
   * Looks at the bytes between position and limit, and moves neither. The length is judged as soon
   * as the header is there, before anyone makes room for the payload.
   */
  public Progress look(ByteBuffer buffer) {
    start = buffer.position();
    if (buffer.remaining() < Frame.HEADER_BYTES) {
      length = 0;
      return Progress.INCOMPLETE;
    }
    // Widened before use: as an int, the lengths above 0x7FFFFFFF would pass as negative.
    length = Integer.toUnsignedLong(buffer.getInt(start));
    type = Byte.toUnsignedInt(buffer.get(start + Frame.TYPE_OFFSET));
    id = buffer.getInt(start + Frame.ID_OFFSET);
    if (length > maximumPayload) {
      return Progress.TOO_LARGE;
    }
    return buffer.remaining() < size() ? Progress.INCOMPLETE : Progress.COMPLETE;
  }

  /**
   * Returns the unsigned type of the frame looked at last; not known before its header is there.
   */
  public int type() {
    return type;
  }

  /** Returns the id of the frame looked at last; not known before its header is there. */
  public int id() {
    return id;
  }

  /**
   * Returns the length that the frame's header announces, in bytes; 0 before the header is there.
   */
  public long payloadLength() {
    return length;
  }

  /** Returns the index of the frame's first header byte in the buffer. */
  public int start() {
    return start;
  }

  /** Returns the index of the payload's first byte in the buffer. */
  public int payloadStart() {
    return start + Frame.HEADER_BYTES;
  }

  /** Returns the index behind the last byte of a {@link Progress#COMPLETE} frame. */
  public int end() {
    return start + size();
  }

  /**
   * Returns how many bytes the whole frame has, header included; never more than the maximum
   * payload and a header, so that it fits an {@code int}.
   */
  public int size() {
    return Frame.HEADER_BYTES + (int) Math.min(length, maximumPayload);
  }
}
