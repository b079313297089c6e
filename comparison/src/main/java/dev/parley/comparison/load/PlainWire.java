// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** TCP as it is. */
record PlainWire(SocketChannel channel) implements Wire {

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public boolean hasMore() {
    return false;
  }

  @Override
  public boolean write(ByteBuffer from) throws IOException {
    channel.write(from);
    return !from.hasRemaining();
  }

  @Override
  public void rest() {}

  @Override
  public void close() throws IOException {
    reset(channel);
  }

  static void reset(SocketChannel channel) throws IOException {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } finally {
      channel.close();
    }
  }
}
