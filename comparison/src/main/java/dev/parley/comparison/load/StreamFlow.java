// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** One connection under load. Belongs to the loop's thread. */
final class StreamFlow extends Flow {

  private final Wire wire;
  private final Template template;
  private final SelectionKey key;
  private boolean blocked;
  private long written;
  private long read;

  StreamFlow(int index, int depth, Wire wire, Template template, Selector selector)
      throws ClosedChannelException {
    super(index, depth);
    this.wire = wire;
    this.template = template;
    this.key = wire.channel().register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends so many requests more, and what the system did not take before. */
  void write(int more, long now) throws IOException {
    send(more, now);
    long end = sent() * template.frameBytes();
    if (written == end && !blocked) {
      return;
    }
    do {
      ByteBuffer requests =
          template.requests(written, (int) Math.min(Integer.MAX_VALUE, end - written));
      int from = requests.position();
      // Also with nothing new: TLS may hold records back.
      blocked = !wire.write(requests);
      written += requests.position() - from;
    } while (!blocked && written < end);
    watch();
  }

  private void watch() {
    int wanted = blocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /**
   * Reads what is there.
   *
   * @param into a buffer that all connections of the loop share
   * @return how many replies are complete with it, or -1 at the end of the stream
   * @throws IOException if the connection is broken or a reply wrong; the message says what it was
   */
  int read(ByteBuffer into) throws IOException {
    into.clear();
    int bytes = wire.read(into);
    if (bytes < 0) {
      return -1;
    }
    into.flip();
    if (!template.areReplies(into, read)) {
      boolean atFrame = read % template.frameBytes() == 0;
      throw new IOException(atFrame ? Dialer.problem(into) : "the server's reply is not Parley's");
    }
    read += bytes;
    return (int) (read / template.frameBytes() - answered());
  }

  /** Returns whether another read would find something without a word from the selector. */
  boolean hasMore() {
    return wire.hasMore();
  }

  boolean isOpen() {
    return key.isValid();
  }

  void close() throws IOException {
    key.cancel();
    wire.close();
  }
}
