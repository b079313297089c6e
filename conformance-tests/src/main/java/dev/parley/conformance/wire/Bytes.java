// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that nobody changes any more, with the header's fields where they begin with one. */
public final class Bytes {

  /** No bytes. */
  public static final Bytes NONE = new Bytes(new byte[0]);

  private final byte[] value;

  /** Takes the bytes; they are not copied. */
  public Bytes(byte[] value) {
    this.value = value;
  }

  /** Returns how many there are. */
  public int length() {
    return value.length;
  }

  /** Returns the byte at {@code index}, 0 to 255. */
  public int at(int index) {
    return Byte.toUnsignedInt(value[index]);
  }

  /** Returns the bytes themselves, not a copy. */
  public byte[] array() {
    return value;
  }

  /** Returns whether there are enough for a header. */
  public boolean hasHeader() {
    return value.length >= WireFrame.HEADER_BYTES;
  }

  /** Returns the first four bytes as the length that they announce. */
  public long announced() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(value).getInt(0));
  }

  /** Returns the fifth byte, the type. */
  public int type() {
    return at(4);
  }

  /** Returns the last four bytes of the header, the id. */
  public int id() {
    return ByteBuffer.wrap(value).getInt(5);
  }

  /** Returns what stands behind the header. */
  public byte[] payload() {
    return Arrays.copyOfRange(value, WireFrame.HEADER_BYTES, value.length);
  }

  /** Returns the index of the first byte that differs, or −1. */
  public int mismatch(Bytes other) {
    return Arrays.mismatch(value, other.value);
  }

  /** Returns whether {@code other} begins with these. */
  public boolean begins(Bytes other) {
    return mismatch(other) == length();
  }

  /** Returns the bytes in words: the frame that they are, or the part of one. */
  @Override
  public String toString() {
    if (value.length == 0) {
      return "nothing";
    }
    var log = new FrameLog(false);
    log.add(0, value, 0, value.length);
    String first = log.frames().getFirst().toString();
    return first.substring(0, first.indexOf('\n')) + (log.frames().size() > 1 ? ", and more" : "");
  }
}
