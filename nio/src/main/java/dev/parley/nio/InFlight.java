// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection between being read as requests and being sent as replies.
 *
 * <pre>
 *      0        sent      position     limit
 *      +---------+-----------+-----------+
 *      |  gone   |  replies  |  requests |
 *      +---------+-----------+-----------+
 * </pre>
 *
 * They come in and mostly leave again within one turn of the loop, so they lie in the buffer that
 * all connections of the loop share, which costs no copy and no memory. Only what a turn leaves
 * over is kept in a buffer of the connection's own: a frame that is not complete, a reply that the
 * transport had no room for, a request behind a DELAY. That buffer grows with the bytes that came,
 * never with a length that was only announced (rule R3.2), and goes when it is empty.
 */
final class InFlight {

  /** How far to read ahead of an incomplete frame, in bytes. */
  private static final int READ_AHEAD = 64 * 1024;

  /**
   * How much of a buffer of its own to write at once, in bytes: the JDK copies it to a direct
   * buffer, which it keeps for the thread's life, and copies all even if the socket takes little.
   */
  private static final int CHUNK = 256 * 1024;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final ByteBuffer shared;
  private ByteBuffer bytes = NONE;
  private int sent;
  private @Nullable ByteBuffer error;

  /** Makes an empty one; {@code shared} is the loop's. */
  InFlight(ByteBuffer shared) {
    this.shared = shared;
  }

  boolean isEmpty() {
    return !bytes.hasRemaining();
  }

  /** Returns the buffer: its position behind the replies, where the next request begins. */
  ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Reads what is there, behind what is left over. To be called when all replies are sent.
   *
   * <p>A frame that becomes whole is put together in the shared buffer, from where it can be sent
   * without a copy, if it fits there. Only one that does not, or is not whole yet, grows outside.
   *
   * @param frameSize how many bytes the incomplete frame has in all, as far as is known
   * @return how many bytes were read, or -1 at the peer's end
   */
  int read(Link link, int frameSize) throws IOException {
    int kept = bytes.remaining();
    boolean fits = kept == 0 || frameSize + READ_AHEAD <= shared.capacity();
    shared.clear();
    if (fits) {
      shared.position(kept);
    } else {
      shared.limit(Math.min(Math.max(frameSize - kept, READ_AHEAD), shared.capacity()));
    }
    int from = shared.position();
    int count = link.read(shared);
    shared.flip().position(from);
    if (kept == 0 || (fits && kept + count >= frameSize)) {
      bytes = shared.put(0, bytes, bytes.position(), kept).position(0);
    } else {
      append(frameSize);
    }
    sent = bytes.position();
    return count;
  }

  private void append(int frameSize) {
    int size = bytes.remaining() + shared.remaining();
    if (size > bytes.capacity()) {
      int capacity = Math.min(2 * size, frameSize + READ_AHEAD);
      bytes = ByteBuffer.allocate(capacity).put(bytes).put(shared).flip();
    } else if (shared.remaining() > bytes.capacity() - bytes.limit()) {
      bytes.compact().put(shared).flip();
    } else {
      int end = bytes.limit();
      int count = shared.remaining();
      bytes.limit(end + count).put(end, shared, shared.position(), count);
    }
  }

  /** Puts an ERROR behind the replies that are ready. It is sent after them and goes then. */
  void add(ByteBuffer frame) {
    error = frame;
  }

  /**
   * Sends what is ready, until all is sent or the transport has no room.
   *
   * @return how many bytes the transport took
   */
  int send(Link link) throws IOException {
    int count = link.flush() + sendReplies(link);
    if (sent == bytes.position() && error != null) {
      count += link.write(error);
      error = error.hasRemaining() ? error : null;
    }
    return count;
  }

  private int sendReplies(Link link) throws IOException {
    int count = 0;
    int ready = bytes.position();
    int end = bytes.limit();
    boolean room = true;
    while (room && sent < ready) {
      bytes.limit(Math.min(sent + CHUNK, ready)).position(sent);
      count += link.write(bytes);
      room = !bytes.hasRemaining();
      sent = bytes.position();
    }
    bytes.limit(end).position(ready);
    return count;
  }

  /** Returns whether nothing that is ready is still to be sent. */
  boolean allSent(Link link) {
    return sent == bytes.position() && error == null && link.isFlushed();
  }

  /** To be called when the position was moved past a request that gets no reply from here. */
  void skipped() {
    sent = bytes.position();
  }

  /**
   * To be called at the end of a turn: moves what is left over out of the shared buffer.
   *
   * @param frameSize how many bytes the incomplete frame has in all, as far as is known
   */
  @SuppressWarnings("ReferenceEquality") // asks for this very buffer, not for equal bytes
  void keep(int frameSize) {
    if (sent == bytes.limit()) {
      bytes = NONE;
      sent = 0;
    } else if (bytes == shared) {
      int size = shared.limit() - sent;
      int ready = shared.position() - sent;
      bytes = ByteBuffer.allocate(size);
      bytes.put(0, shared, sent, size).limit(size).position(ready);
      sent = 0;
    }
  }

  /** Forgets everything. */
  void clear() {
    bytes = NONE;
    sent = 0;
    error = null;
  }
}
