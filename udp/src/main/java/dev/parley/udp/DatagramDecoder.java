// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.protocol.DropReason;
import dev.parley.protocol.Frame;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameDecoder.Progress;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.ServerOptions;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a datagram is a request. It is one whole frame, no byte less and no byte more, or
 * it is nothing: there is no rest to wait for (rules R14.1 and R14.2).
 *
 * <p>Belongs to the loop's thread; copies and allocates nothing.
 */
final class DatagramDecoder {

  private static final int DELAY_BYTES = 4;

  private final FrameDecoder decoder;
  private final long maximumDelayMillis;
  private long delayMillis;

  DatagramDecoder(ServerOptions options) {
    this.decoder =
        new FrameDecoder(Math.min(options.maximumPayload(), Frame.LARGEST_DATAGRAM_PAYLOAD));
    this.maximumDelayMillis = options.maximumDelay().toMillis();
  }

  /** Returns why the datagram between position and limit must be dropped; null: it is a request. */
  @Nullable DropReason look(ByteBuffer datagram) {
    delayMillis = 0;
    Progress progress = decoder.look(datagram);
    if (datagram.remaining() - Frame.HEADER_BYTES != decoder.payloadLength()) {
      return DropReason.MALFORMED;
    }
    if (progress == Progress.TOO_LARGE) {
      return DropReason.TOO_LARGE;
    }
    return switch (decoder.type()) {
      case FrameType.ECHO -> null;
      case FrameType.DELAY -> lookAtDelay(datagram);
      default -> DropReason.UNKNOWN_TYPE;
    };
  }

  private @Nullable DropReason lookAtDelay(ByteBuffer datagram) {
    if (decoder.payloadLength() < DELAY_BYTES) {
      return DropReason.BAD_REQUEST;
    }
    delayMillis = Integer.toUnsignedLong(datagram.getInt(decoder.payloadStart()));
    return delayMillis > maximumDelayMillis ? DropReason.BAD_REQUEST : null;
  }

  /** Returns the unsigned type of the request that was looked at last. */
  int type() {
    return decoder.type();
  }

  /** Returns its id. */
  int id() {
    return decoder.id();
  }

  /** Returns the bytes of its payload. */
  int payloadLength() {
    return (int) decoder.payloadLength();
  }

  /** Returns the milliseconds that its reply has to wait; an ECHO's does not. */
  long delayMillis() {
    return delayMillis;
  }
}
