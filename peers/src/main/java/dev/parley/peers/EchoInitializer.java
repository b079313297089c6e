// SPDX-License-Identifier: Apache-2.0

package dev.parley.peers;

import dev.parley.protocol.Frame;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;

/** Sets a connection up: Netty cuts the stream into frames, a handler answers them. */
final class EchoInitializer extends ChannelInitializer<SocketChannel> {

  private static final int LENGTH_BYTES = 4;

  private final int maximumPayload;

  EchoInitializer(int maximumPayload) {
    this.maximumPayload = maximumPayload;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    // The length counts the payload only: type and id come on top.
    var frames =
        new LengthFieldBasedFrameDecoder(
            Frame.HEADER_BYTES + maximumPayload,
            0,
            LENGTH_BYTES,
            Frame.HEADER_BYTES - LENGTH_BYTES,
            0);
    channel.pipeline().addLast(frames, new EchoHandler());
  }
}
