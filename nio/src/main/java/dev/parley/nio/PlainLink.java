// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
final class PlainLink implements Link {

  private final SocketChannel channel;

  PlainLink(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean handshake() {
    return true;
  }

  @Override
  public int read(ByteBuffer room) throws IOException {
    return channel.read(room);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  @Override
  public int flush() {
    return 0;
  }

  @Override
  public boolean isFlushed() {
    return true;
  }

  @Override
  public boolean endOutput() throws IOException {
    channel.shutdownOutput();
    return true;
  }

  @Override
  public int interest(int wanted) {
    return wanted;
  }
}
