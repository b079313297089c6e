// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

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

  /** A frame of a type that the server does not know. */
  static byte[] unknown(int id) {
    return bytes(FrameEncoder.frame(0x20, id, new byte[3]));
  }

  static byte[] unknownReply(int id) {
    return error(id, ErrorCode.UNKNOWN_TYPE, "type 0x20 is no request of Parley/1");
  }

  static byte[] error(int id, ErrorCode code, String reason) {
    return bytes(FrameEncoder.error(id, code, reason));
  }

  static byte[] header(int length, int type, int id) {
    return bytes(ByteBuffer.allocate(9).putInt(length).put((byte) type).putInt(id).flip());
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
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
