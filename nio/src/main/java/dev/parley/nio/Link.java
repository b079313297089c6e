// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a connection talks through: its channel, or TLS over its channel. No method blocks; all
 * belong to the thread of the connection's loop.
 */
public interface Link {

  /** Returns whether bytes can be exchanged. A plain link is open from the start. */
  boolean isOpen();

  /**
   * Does as much of the handshake as can be done without waiting.
   *
   * @return whether the link is open now
   */
  boolean handshake() throws IOException;

  /**
   * Reads what is there. What a call leaves unread, the channel tells of again.
   *
   * @param room with at least 64 KiB remaining
   * @return how many bytes were read, or -1 at the peer's end
   */
  int read(ByteBuffer room) throws IOException;

  /**
   * Takes bytes to be sent, as many as there is room for, from the buffer's position on.
   *
   * @return how many bytes the system took: that is progress, to the write clock
   */
  int write(ByteBuffer bytes) throws IOException;

  /**
   * Sends what earlier calls took and the system did not.
   *
   * @return how many bytes the system took
   */
  int flush() throws IOException;

  /**
   * Returns whether the system has all that was taken: else call {@link #flush} when there is room.
   */
  boolean isFlushed();

  /**
   * Ends our side, behind all that was taken. May be called again.
   *
   * @return whether the system has the end; else call again when there is room
   */
  boolean endOutput() throws IOException;

  /**
   * Returns what the channel's key has to look for, which under TLS may be another thing than what
   * the connection waits for.
   *
   * @param wanted the operations that the connection waits for
   */
  int interest(int wanted);
}
