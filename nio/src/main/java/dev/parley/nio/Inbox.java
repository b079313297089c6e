// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameDecoder.Progress;
import dev.parley.protocol.ProtocolViolationException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What came for a client, and is no whole frame yet. Belongs to the thread of its loop. */
final class Inbox {

  private final int maximumPayload;
  private final FrameDecoder decoder;
  private final InFlight received;

  /** Makes an empty one; {@code buffer} is the loop's. */
  Inbox(int maximumPayload, ByteBuffer buffer) {
    this.maximumPayload = maximumPayload;
    this.decoder = new FrameDecoder(maximumPayload);
    this.received = new InFlight(buffer);
  }

  /**
   * Reads what is there, and gives whole frames to the receiver.
   *
   * @return false at the peer's end
   */
  boolean receive(Link link, FrameChannel.Receiver receiver) throws IOException {
    if (received.read(link, decoder.size()) < 0) {
      return false;
    }
    ByteBuffer bytes = received.bytes();
    Progress progress = decoder.look(bytes);
    while (progress == Progress.COMPLETE) {
      receiver.received(decoder, bytes);
      progress = decoder.look(bytes.position(decoder.end()));
    }
    if (progress == Progress.TOO_LARGE) {
      throw new ProtocolViolationException(
          "a reply of %d bytes is above the maximum of %d"
              .formatted(decoder.payloadLength(), maximumPayload));
    }
    received.skipped();
    received.keep(decoder.size());
    return true;
  }
}
