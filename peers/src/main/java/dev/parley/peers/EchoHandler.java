// SPDX-License-Identifier: Apache-2.0

package dev.parley.peers;

import dev.parley.protocol.Frame;
import dev.parley.protocol.FrameType;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/** Answers ECHO at once, and DELAY when it has passed; whatever else comes ends the connection. */
@SuppressWarnings("FutureReturnValueIgnored") // As users write it: what fails ends the channel.
final class EchoHandler extends ChannelInboundHandlerAdapter {

  private static final int TYPE = 4;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var frame = (ByteBuf) message;
    int type = frame.getUnsignedByte(TYPE);
    frame.setByte(TYPE, FrameType.replyTo(type));
    switch (type) {
      case FrameType.ECHO -> context.write(frame, context.voidPromise());
      case FrameType.DELAY ->
          context
              .executor()
              .schedule(
                  () -> context.writeAndFlush(frame, context.voidPromise()),
                  frame.getUnsignedInt(Frame.HEADER_BYTES),
                  TimeUnit.MILLISECONDS);
      default -> {
        frame.release();
        context.close();
      }
    }
  }

  /** One flush for all that came together. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  /** Who never reads is not read from: Netty's buffer would grow without end. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(context.channel().isWritable());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
