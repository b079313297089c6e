// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** Frames as the fixture writes them. */
final class Frames {

  static final int HEADER = 9;

  private Frames() {}

  static ByteBuffer frame(int type, int id, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    return frame.putInt(payload.length).put((byte) type).putInt(id).put(payload).flip();
  }

  static ByteBuffer error(int code, int id, String reason) {
    byte[] payload = (" " + reason).getBytes(US_ASCII);
    payload[0] = (byte) code;
    return frame(0xFF, id, payload);
  }
}
