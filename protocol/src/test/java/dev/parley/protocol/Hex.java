// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as the specification prints them: upper case, with spaces where they help. */
final class Hex {

  private static final HexFormat FORMAT = HexFormat.of().withUpperCase();

  private Hex() {}

  static byte[] bytes(String hex) {
    return FORMAT.parseHex(hex.replace(" ", ""));
  }

  static ByteBuffer buffer(String hex) {
    return ByteBuffer.wrap(bytes(hex));
  }

  static String text(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  /** Returns the bytes between two indices; the buffer's position and limit do not matter. */
  static String text(ByteBuffer buffer, int from, int to) {
    byte[] bytes = new byte[to - from];
    buffer.get(from, bytes);
    return text(bytes);
  }

  /** Returns the bytes between position and limit. */
  static String remaining(ByteBuffer buffer) {
    return text(buffer, buffer.position(), buffer.limit());
  }

  /** Returns the bytes before the limit. */
  static String all(ByteBuffer buffer) {
    return text(buffer, 0, buffer.limit());
  }

  /** Returns the same text without spaces. */
  static String compact(String hex) {
    return hex.replace(" ", "");
  }
}
