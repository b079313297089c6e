// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame as the suite sends, expects or received it. Immutable as long as nobody writes the
 * payload.
 */
public final class WireFrame {

  /** Bytes before the payload. */
  public static final int HEADER_BYTES = 9;

  /** The type of an ECHO. */
  public static final int ECHO = 0x01;

  /** The type of a DELAY. */
  public static final int DELAY = 0x02;

  /** The type of an ERROR. */
  public static final int ERROR = 0xFF;

  private final int type;
  private final int id;
  private final byte[] payload;

  /** Makes a frame of any type; the payload is not copied. */
  public WireFrame(int type, int id, byte[] payload) {
    this.type = type;
    this.id = id;
    this.payload = payload;
  }

  /** Returns an ECHO. */
  public static WireFrame echo(int id, byte[] payload) {
    return new WireFrame(ECHO, id, payload);
  }

  /** Returns a DELAY of {@code millis}, an unsigned 32-bit number, with {@code rest} behind it. */
  public static WireFrame delay(int id, long millis, byte[] rest) {
    byte[] payload = ByteBuffer.allocate(4 + rest.length).putInt((int) millis).put(rest).array();
    return new WireFrame(DELAY, id, payload);
  }

  /** Returns nine bytes that announce a payload of {@code length} bytes, whatever follows. */
  public static byte[] header(long length, int type, int id) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .putInt((int) length)
        .put((byte) type)
        .putInt(id)
        .array();
  }

  /** Returns the bytes of all frames, one behind the other. */
  public static byte[] bytes(List<WireFrame> frames) {
    var all = ByteBuffer.allocate(frames.stream().mapToInt(WireFrame::size).sum());
    frames.forEach(frame -> frame.put(all));
    return all.array();
  }

  /** Returns the type, 0 to 255. */
  public int type() {
    return type;
  }

  /** Returns the id. */
  public int id() {
    return id;
  }

  /** Returns the payload itself, not a copy. */
  public byte[] payload() {
    return payload;
  }

  /**
   * Returns the reply that rules R0.2 and R0.3 ask for: this frame with the type's high bit set.
   */
  public WireFrame reply() {
    return new WireFrame(type | 0x80, id, payload);
  }

  /** Returns how long a DELAY asks to wait, in milliseconds, an unsigned 32-bit number. */
  public long millis() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(payload).getInt());
  }

  /** Returns the frame as it stands on the wire. */
  public byte[] bytes() {
    var bytes = ByteBuffer.allocate(size());
    put(bytes);
    return bytes.array();
  }

  private int size() {
    return HEADER_BYTES + payload.length;
  }

  private void put(ByteBuffer bytes) {
    bytes.putInt(payload.length).put((byte) type).putInt(id).put(payload);
  }

  /**
   * Returns the first byte of an ERROR's payload, or −1 where this is none or it has no payload.
   */
  public int errorCode() {
    return type == ERROR && payload.length > 0 ? Byte.toUnsignedInt(payload[0]) : -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WireFrame that
        && type == that.type
        && id == that.id
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type + id) + Arrays.hashCode(payload);
  }

  /** Returns the frame in words, without its payload's bytes. */
  @Override
  public String toString() {
    return Names.frame(type, id, payload.length)
        + (type == ERROR ? ": " + Names.error(payload) : "");
  }
}
