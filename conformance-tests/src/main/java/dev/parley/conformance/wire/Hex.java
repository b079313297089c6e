// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as people read them: {@code 00 00 00 02 81}, long ones shortened in the middle. */
public final class Hex {

  private static final HexFormat FORMAT = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final int CONTEXT = 8;

  private Hex() {}

  /** Returns all bytes. */
  public static String of(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  /** Returns the bytes from {@code from} to {@code to}, cut at the array's ends. */
  public static String of(byte[] bytes, int from, int to) {
    return FORMAT.formatHex(bytes, Math.max(0, from), Math.min(bytes.length, to));
  }

  /**
   * Returns two lines of hex and a third with a caret under the first byte that differs; where one
   * is the other's beginning, the caret stands behind its last byte.
   */
  public static String difference(byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    int from = Math.max(0, at - CONTEXT);
    String cut = from == 0 ? "" : ".. ";
    return """
    expected  %s
    actual    %s
              %s^ byte %d\
    """
        .formatted(
            cut + line(expected, from, at),
            cut + line(actual, from, at),
            " ".repeat(cut.length() + 3 * (at - from)),
            at);
  }

  private static String line(byte[] bytes, int from, int at) {
    if (from >= bytes.length) {
      return "(no more bytes)";
    }
    int to = at + 2 * CONTEXT;
    String more = to < bytes.length ? " .. (%d bytes in all)".formatted(bytes.length) : "";
    return of(bytes, from, to) + more;
  }
}
