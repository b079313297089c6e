// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as they stand on the wire. */
final class Wire {

  private Wire() {}

  static byte[] echo(int id, int size) {
    return bytes(FrameEncoder.frame(FrameType.ECHO, id, payload(id, size)));
  }

  static byte[] echoReply(int id, int size) {
    return bytes(FrameEncoder.frame(FrameType.replyTo(FrameType.ECHO), id, payload(id, size)));
  }

  static byte[] delay(int id, int millis) {
    return bytes(FrameEncoder.frame(FrameType.DELAY, id, millis(millis)));
  }

  static byte[] delayReply(int id, int millis) {
    return bytes(FrameEncoder.frame(FrameType.replyTo(FrameType.DELAY), id, millis(millis)));
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  /** Bytes of which each depends on its place, so that none can be lost or moved unnoticed. */
  private static byte[] payload(int id, int size) {
    byte[] payload = new byte[size];
    for (int i = 0; i < size; i++) {
      payload[i] = (byte) (i * 31 + (i >> 8) + id);
    }
    return payload;
  }

  private static byte[] millis(int millis) {
    return ByteBuffer.allocate(4).putInt(millis).array();
  }
}
