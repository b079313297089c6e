// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection as a stream of bytes. Never blocks. Belongs to one thread. */
interface Wire extends Closeable {

  /** Returns what a selector watches. */
  SocketChannel channel();

  /** Reads what is there; returns how many bytes, or -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Returns whether a read would find more without a word from the selector. */
  boolean hasMore();

  /** Writes what the system takes; returns whether nothing is left to write. */
  boolean write(ByteBuffer from) throws IOException;

  /** Gives back memory that an idle connection does not need. */
  void rest();

  /** Closes all, whatever has become of them. */
  static void closeAll(List<Wire> wires) {
    for (Wire wire : wires) {
      try {
        wire.close();
      } catch (IOException e) {
        // It is gone.
      }
    }
  }

  /** Closes by a reset: a port in TIME_WAIT would be one less for the next connection. */
  @Override
  void close() throws IOException;
}
