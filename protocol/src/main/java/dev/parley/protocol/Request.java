// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * One request as a client sees it: what it sends, and what it accepts as the reply. Immutable, as
 * long as nobody changes the payload.
 */
public final class Request {

  private static final Duration LONGEST_DELAY = Duration.ofMillis(0xFFFF_FFFFL);

  private final int type;
  private final int id;
  private final byte[] payload;

  private Request(int type, int id, byte[] payload) {
    this.type = type;
    this.id = id;
    this.payload = payload;
  }

  /** Returns an ECHO. */
  public static Request echo(int id, byte[] payload) {
    return new Request(FrameType.ECHO, id, payload);
  }

  /**
   * Returns a DELAY.
   *
   * @throws IllegalArgumentException if the delay is no number of milliseconds from 0 to 2³² − 1
   */
  public static Request delay(int id, Duration delay, byte[] payload) {
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("a DELAY is 0 to 4294967295 ms, not " + delay);
    }
    long millis = delay.toMillis();
    ByteBuffer whole = ByteBuffer.allocate(Integer.BYTES + payload.length);
    whole.putInt((int) millis).put(payload);
    return new Request(FrameType.DELAY, id, whole.array());
  }

  /** Returns the id. */
  public int id() {
    return id;
  }

  /** Returns the whole frame, ready to be sent. */
  public ByteBuffer frame() {
    return FrameEncoder.frame(type, id, payload);
  }

  /**
   * Checks that the complete frame that was looked at last is this request's reply, and returns its
   * payload.
   *
   * @throws ErrorReplyException if it is an ERROR for this request, or for the whole connection
   * @throws ProtocolViolationException if it is anything else than the reply
   */
  public byte[] accept(FrameDecoder reply, ByteBuffer bytes) throws IOException {
    byte[] content = new byte[(int) reply.payloadLength()];
    bytes.get(reply.payloadStart(), content);
    if (reply.type() == FrameType.ERROR && (reply.id() == id || reply.id() == 0)) {
      throw error(content);
    }
    if (reply.type() != FrameType.replyTo(type) || reply.id() != id) {
      throw new ProtocolViolationException(
          "expected a reply of type 0x%02X with id %s, got type 0x%02X with id %s"
              .formatted(
                  FrameType.replyTo(type),
                  Integer.toUnsignedString(id),
                  reply.type(),
                  Integer.toUnsignedString(reply.id())));
    }
    if (!Arrays.equals(content, payload)) {
      throw new ProtocolViolationException(
          "the reply's payload of %d bytes is not the request's of %d bytes"
              .formatted(content.length, payload.length));
    }
    return content;
  }

  private static IOException error(byte[] content) {
    if (content.length == 0) {
      return new ProtocolViolationException("an ERROR without a code");
    }
    return new ErrorReplyException(
        Byte.toUnsignedInt(content[0]), new String(content, 1, content.length - 1, UTF_8));
  }
}
