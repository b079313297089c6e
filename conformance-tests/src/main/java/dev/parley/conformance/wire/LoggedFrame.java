// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A frame that passed, or the part of it that did. It keeps the first {@value #KEPT} bytes and the
 * last few. Not thread-safe.
 */
public final class LoggedFrame {

  private static final int KEPT = 4096;
  private static final int SHOWN = WireFrame.HEADER_BYTES + 24;
  private static final int TAIL = 4;
  private static final int KEPT_PIECES = 64;
  private static final int SHOWN_PIECES = 8;

  private final long firstNanos;
  private final byte[] tail = new byte[TAIL];
  private final List<Integer> pieces = new ArrayList<>(1);
  private byte[] head = new byte[WireFrame.HEADER_BYTES];
  private long lastNanos;
  private long size;
  private int pieceCount;

  LoggedFrame(long firstNanos) {
    this.firstNanos = firstNanos;
  }

  /** Returns a whole datagram, be it shorter or longer than its header says. */
  static LoggedFrame datagram(long nanos, byte[] bytes, int offset, int length) {
    var frame = new LoggedFrame(nanos);
    frame.keep(bytes, offset, length);
    frame.lastNanos = nanos;
    frame.pieceCount = 1;
    frame.pieces.add(length);
    return frame;
  }

  /** Takes what belongs to this frame and returns how many bytes that was. */
  int take(long nanos, byte[] chunk, int from, int to) {
    int taken = 0;
    // In two steps at most: only the header tells how much of the rest is this frame's.
    while (from + taken < to && !complete()) {
      int part = (int) Math.min(to - from - taken, wanted() - size);
      keep(chunk, from + taken, part);
      taken += part;
    }
    lastNanos = nanos;
    pieceCount++;
    if (pieces.size() < KEPT_PIECES) {
      pieces.add(taken);
    }
    return taken;
  }

  /** Returns whether nine bytes at least are there. */
  public boolean hasHeader() {
    return size >= WireFrame.HEADER_BYTES;
  }

  /** Returns whether all bytes that the header announces are there. */
  public boolean complete() {
    return hasHeader() && size == wanted();
  }

  /** Returns the id; not known before the header is there. */
  public int id() {
    return ByteBuffer.wrap(head).getInt(5);
  }

  /** Returns the type; not known before the header is there. */
  public int type() {
    return Byte.toUnsignedInt(head[4]);
  }

  /** Returns the length that the header announces; not known before the header is there. */
  public long length() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(0));
  }

  /** Returns how many bytes passed, header included. */
  public long size() {
    return size;
  }

  /** Returns the bytes, header included, as far as they are kept. */
  public byte[] bytes() {
    return Arrays.copyOf(head, (int) Math.min(size, KEPT));
  }

  /** Returns how many bytes were in each of the first few writes or reads that brought it. */
  public List<Integer> pieces() {
    return List.copyOf(pieces);
  }

  long lastNanos() {
    return lastNanos;
  }

  /** Returns the frame in words and, in a second line, in hex. */
  @Override
  public String toString() {
    return describe() + inPieces() + "\n" + hex();
  }

  private long wanted() {
    return hasHeader() ? WireFrame.HEADER_BYTES + length() : WireFrame.HEADER_BYTES;
  }

  private String describe() {
    if (size == 0) {
      return "an empty datagram";
    }
    if (!hasHeader()) {
      return "part of a header, " + Names.count(size, "byte");
    }
    String frame = Names.frame(type(), id(), length());
    if (size > wanted()) {
      return frame + ", and " + Names.count(size - wanted(), "byte") + " behind it";
    }
    if (!complete()) {
      return "part of " + frame + ": " + Names.count(size, "byte") + " with the header";
    }
    return type() == WireFrame.ERROR ? frame + ": " + Names.error(keptPayload()) : frame;
  }

  private byte[] keptPayload() {
    return Arrays.copyOfRange(head, WireFrame.HEADER_BYTES, (int) Math.min(KEPT, size));
  }

  private String inPieces() {
    if (pieceCount == 1) {
      return "";
    }
    String sizes =
        pieces.stream().limit(SHOWN_PIECES).map(String::valueOf).collect(Collectors.joining(", "));
    return " (in %d pieces of %s%s bytes, over %d ms)"
        .formatted(
            pieceCount,
            sizes,
            pieceCount > SHOWN_PIECES ? ", .." : "",
            (lastNanos - firstNanos) / 1_000_000);
  }

  private String hex() {
    if (size <= SHOWN + TAIL) {
      return Hex.of(head, 0, (int) size);
    }
    return Hex.of(head, 0, SHOWN) + " .. " + Hex.of(tail);
  }

  private void keep(byte[] chunk, int from, int count) {
    int kept = (int) Math.max(0, Math.min(count, KEPT - size));
    if (kept > 0) {
      if (size + kept > head.length) {
        head = Arrays.copyOf(head, Math.min(KEPT, Math.max((int) size + kept, 2 * head.length)));
      }
      System.arraycopy(chunk, from, head, (int) size, kept);
    }
    int last = Math.min(count, TAIL);
    System.arraycopy(tail, last, tail, 0, TAIL - last);
    System.arraycopy(chunk, from + count - last, tail, TAIL - last, last);
    size += count;
  }
}
