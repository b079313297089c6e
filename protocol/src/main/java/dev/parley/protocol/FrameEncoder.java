// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Writes frames into a buffer that the caller owns. */
public final class FrameEncoder {

  /** Code and reason of an ERROR have at most this many bytes together (rule R0.4). */
  public static final int LARGEST_ERROR_PAYLOAD = 256;

  private FrameEncoder() {}

  /**
   * Puts a header at the buffer's position; the payload is the caller's to put behind it.
   *
   * @throws java.nio.BufferOverflowException if fewer than {@link Frame#HEADER_BYTES} bytes remain
   */
  public static void putHeader(ByteBuffer out, int payloadLength, int type, int id) {
    out.putInt(payloadLength).put((byte) type).putInt(id);
  }

  /** Returns a whole frame of its own, ready to be read: for clients, and for rare replies. */
  public static ByteBuffer frame(int type, int id, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(Frame.HEADER_BYTES + payload.length);
    putHeader(out, payload.length, type, id);
    return out.put(payload).flip();
  }

  /**
   * Returns an ERROR frame, ready to be read.
   *
   * @param id the offending request's id, or 0 where there is none
   * @param reason for a person to read; cut at a character's edge to the 255 bytes that fit
   */
  public static ByteBuffer error(int id, ErrorCode code, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    int kept = cut(text, LARGEST_ERROR_PAYLOAD - 1);
    ByteBuffer out = ByteBuffer.allocate(Frame.HEADER_BYTES + 1 + kept);
    putHeader(out, 1 + kept, FrameType.ERROR, id);
    return out.put((byte) code.value()).put(text, 0, kept).flip();
  }

  /** Turns the request that starts at {@code start} into its reply, where it lies. */
  public static void replyInPlace(ByteBuffer buffer, int start) {
    int at = start + Frame.TYPE_OFFSET;
    buffer.put(at, (byte) FrameType.replyTo(buffer.get(at)));
  }

  private static int cut(byte[] utf8, int limit) {
    if (utf8.length <= limit) {
      return utf8.length;
    }
    int end = limit;
    while (isContinuation(utf8[end])) {
      end--;
    }
    return end;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
