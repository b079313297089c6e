// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are in flight on one connection, and their replies, which come in order. What
 * fails the connection fails them all, and every later one (rule R18.4).
 *
 * <p>{@link #call} and {@link #close} are for any thread, the rest is the loop's; nothing blocks.
 */
final class Pipeline implements FrameChannel.Receiver {

  /** What a reply is judged by that nobody has asked for. */
  private static final Request NOTHING = Request.echo(0, new byte[0]);

  private final ClientOptions options;
  private final EventLoop loop;
  private final FrameChannel channel;
  private final Queue<Call> submitted = new ConcurrentLinkedQueue<>();
  private final Queue<Call> owed = new ArrayDeque<>();
  private Duration delays = Duration.ZERO;
  private volatile @Nullable IOException end;

  /** Registers a connected channel, as {@link FrameChannel} does. */
  Pipeline(
      SocketChannel channel, LinkFactory links, ClientOptions options, EventLoop loop, long start)
      throws IOException {
    this.options = options;
    this.loop = loop;
    this.channel = new FrameChannel(channel, links, options, loop, start, this);
  }

  /** Returns what is complete when requests can be sent, or fails. For any thread. */
  CompletableFuture<@Nullable Void> opened() {
    return channel.opened();
  }

  /** Sends a request as soon as may be. For any thread. */
  CompletableFuture<byte[]> call(Request request, Duration delay) {
    Call call = new Call(request, delay);
    submitted.add(call);
    loop.execute(this::sendSubmitted);
    if (end != null) {
      refuseSubmitted(end); // the loop may have ended
    }
    return call.reply;
  }

  private void sendSubmitted() {
    if (end != null) {
      return;
    }
    for (Call call = submitted.poll(); call != null; call = submitted.poll()) {
      delays = delays.plus(call.delay);
      call.limit = options.replyTimeout().plus(delays);
      owed.add(call);
      channel.add(call.request.frame());
    }
    startTime();
    channel.send();
  }

  /** The replies come in order: only the first that is owed can be late. */
  private void startTime() {
    Call first = owed.peek();
    if (first == null || options.replyTimeout().isZero()) {
      channel.cancelDeadline();
    } else {
      channel.setDeadline(first.deadline());
    }
  }

  /** Gives the frame to the oldest request; an ERROR that is not fatal costs that one only. */
  @Override
  public void received(FrameDecoder frame, ByteBuffer bytes) throws IOException {
    Call call = owed.peek();
    if (call == null) {
      NOTHING.accept(frame, bytes);
      throw new ProtocolViolationException("a reply that nobody has asked for");
    }
    try {
      byte[] payload = call.request.accept(frame, bytes);
      answered(call);
      call.reply.complete(payload);
    } catch (ErrorReplyException e) {
      if (e.fatal()) {
        throw e;
      }
      answered(call);
      call.reply.completeExceptionally(e);
    }
  }

  private void answered(Call call) {
    owed.remove();
    delays = delays.minus(call.delay);
    startTime();
  }

  @Override
  public void expired() {
    failed(Endpoint.timedOut(options.peer(), "reply", owed.element().limit));
  }

  @Override
  public void failed(IOException why) {
    end(why, owed.isEmpty() ? why : closed(why));
  }

  private static SocketException closed(IOException why) {
    var closed = new SocketException("the client is closed: " + why.getMessage());
    closed.initCause(why);
    return closed;
  }

  /** Closes the connection. For any thread. */
  void close() {
    loop.cut();
  }

  @Override
  public void closed() {
    var closed = new SocketException("the client is closed");
    end(closed, closed);
  }

  /** Closes the channel, with one reason for the requests that are there and one for later ones. */
  private void end(IOException why, IOException later) {
    if (end == null) {
      end = later;
      channel.close(why);
      owed.forEach(call -> call.reply.completeExceptionally(why));
      refuseSubmitted(why);
    }
  }

  private void refuseSubmitted(IOException why) {
    for (Call call = submitted.poll(); call != null; call = submitted.poll()) {
      call.reply.completeExceptionally(why);
    }
  }
}
