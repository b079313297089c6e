// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Sends records over a channel, and keeps what the system does not take. Belongs to the loop's
 * thread; nothing blocks.
 */
final class RecordSender {

  private final SocketChannel channel;
  private ByteBuffer unsent = Buffers.NOTHING;

  RecordSender(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Sends records, up to the position. To be called when all that was kept is sent.
   *
   * @return how many bytes the system took
   */
  int send(ByteBuffer records) throws IOException {
    records.flip();
    if (!records.hasRemaining()) {
      return 0;
    }
    int count = channel.write(records);
    unsent = Buffers.kept(records);
    return count;
  }

  /**
   * Sends what was kept.
   *
   * @return how many bytes the system took
   */
  int flush() throws IOException {
    if (isFlushed()) {
      return 0;
    }
    boolean failed = true;
    try {
      int count = channel.write(unsent);
      failed = false;
      return count;
    } finally {
      // What cannot be sent must not keep anybody from reading what is there (rule R18.5).
      unsent = unsent.hasRemaining() && !failed ? unsent : Buffers.NOTHING;
    }
  }

  /** As {@link #flush}, for who reads: the end of a connection comes up behind all that came. */
  void flushIfPossible() {
    try {
      flush();
    } catch (IOException e) {
      // The next write fails as well.
    }
  }

  /** Returns whether nothing is kept. */
  boolean isFlushed() {
    return !unsent.hasRemaining();
  }
}
