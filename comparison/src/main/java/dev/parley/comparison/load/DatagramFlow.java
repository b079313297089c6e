// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.protocol.Frame;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** One socket that sends datagrams and waits for theirs. Belongs to the loop's thread. */
final class DatagramFlow extends Flow {

  private static final int RECEIVE_BUFFER = 4 << 20;
  private static final int ID = 5;

  private final DatagramChannel channel;
  private final Template template;
  private final int depth;

  DatagramFlow(int index, int depth, InetSocketAddress peer, Template template, Selector selector)
      throws IOException {
    super(index, depth);
    this.template = template;
    this.depth = depth;
    this.channel = DatagramChannel.open();
    // A burst of replies must not be lost here: it is the server that is measured.
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    channel.connect(peer);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends so many requests more, fewer where the system takes fewer; returns how many. */
  int write(int more, long now) throws IOException {
    for (int i = 0; i < more; i++) {
      long offset = sent() % depth * template.frameBytes();
      if (channel.write(template.requests(offset, template.frameBytes())) == 0) {
        return i;
      }
      send(1, now);
    }
    return more;
  }

  /** Reads one datagram into an empty buffer; returns whether one was there. */
  boolean read(ByteBuffer into) throws IOException {
    into.clear();
    boolean came = channel.read(into) > 0;
    into.flip();
    return came;
  }

  /** Returns whether a datagram is the answer to one of the requests. */
  boolean isReply(ByteBuffer datagram) {
    if (datagram.remaining() != template.frameBytes()) {
      return false;
    }
    long id = Integer.toUnsignedLong(datagram.getInt(ID));
    return id < depth && template.areReplies(datagram, id * (Frame.HEADER_BYTES + payload()));
  }

  private int payload() {
    return template.frameBytes() - Frame.HEADER_BYTES;
  }

  void close() throws IOException {
    channel.close();
  }
}
