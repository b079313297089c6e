// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are in flight on one connection, and their replies, which come in order.
 *
 * <p>Callers, the channel's thread and the timer share what the lock of this object guards. No
 * future is completed under it, since that runs the caller's code. Nothing here blocks.
 */
final class Pipeline implements FrameChannel.Receiver {

  private record Call(Request request, Duration limit, CompletableFuture<byte[]> reply) {}

  private final ClientOptions options;
  private final FrameChannel channel;
  private final Runnable whenEnded;
  private final Queue<Call> waiting = new ArrayDeque<>();
  private final Alarm alarm = new Alarm(Pipeline::alarmOfTheJdk, this::checkTime);
  private int lastId;
  private long oldestSince;
  private @Nullable IOException end;
  private boolean told;

  Pipeline(AsynchronousSocketChannel channel, ClientOptions options, Runnable whenEnded) {
    this.options = options;
    this.channel = new FrameChannel(channel, options, this);
    this.whenEnded = whenEnded;
  }

  /** Begins to receive; to be called once. */
  void start() {
    channel.receive();
  }

  /**
   * Sends a request.
   *
   * @param making makes it of its id
   * @param limit how long to wait for the reply from when it is the next to come; zero: for ever
   */
  CompletableFuture<byte[]> call(IntFunction<Request> making, Duration limit) {
    Call call;
    synchronized (this) {
      if (end != null) {
        return CompletableFuture.failedFuture(whyEnded(end));
      }
      call = new Call(making.apply(++lastId), limit, new CompletableFuture<>());
      channel.add(call.request().frame());
      waiting.add(call);
      if (waiting.size() == 1) {
        startTime();
      }
    }
    channel.send();
    return call.reply();
  }

  synchronized boolean isOpen() {
    return end == null;
  }

  /** Gives the frame to the oldest request; an ERROR that is not fatal costs that one only. */
  @Override
  public void received(FrameDecoder frame, ByteBuffer bytes) throws IOException {
    Call call = oldest();
    if (call == null) {
      throw unasked(frame, bytes);
    }
    try {
      byte[] reply = call.request().accept(frame, bytes);
      answered();
      call.reply().complete(reply);
    } catch (ErrorReplyException e) {
      if (e.fatal()) {
        throw e;
      }
      answered();
      call.reply().completeExceptionally(e);
    }
  }

  /** A server may say why it ends the connection, though nobody waits for that. */
  private static IOException unasked(FrameDecoder frame, ByteBuffer bytes) {
    try {
      Request.echo(0, new byte[0]).accept(frame, bytes);
      return new ProtocolViolationException("a reply that nobody asked for");
    } catch (IOException e) {
      return e;
    }
  }

  private synchronized @Nullable Call oldest() {
    return waiting.peek();
  }

  private synchronized void answered() {
    waiting.poll();
    if (!waiting.isEmpty()) {
      startTime();
    }
  }

  private void startTime() {
    oldestSince = System.nanoTime();
    setAlarm();
  }

  private void setAlarm() {
    long limit = waiting.element().limit().toNanos();
    if (limit > 0) {
      alarm.set(oldestSince + limit);
    }
  }

  private void checkTime() {
    Duration limit;
    synchronized (this) {
      alarm.rang();
      if (waiting.isEmpty()) {
        return;
      }
      limit = waiting.element().limit();
      if (limit.isZero() || System.nanoTime() - oldestSince < limit.toNanos()) {
        setAlarm();
        return;
      }
    }
    end(Endpoint.timedOut(options.peer(), "reply", limit));
  }

  private static Future<?> alarmOfTheJdk(long time, Runnable task) {
    var alarm = new CompletableFuture<@Nullable Void>();
    var _ = alarm.thenRun(task);
    return alarm.completeOnTimeout(null, time - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void failed(IOException why) {
    end(why);
  }

  private IOException whyEnded(IOException why) {
    if (told) {
      return new IOException("the client is closed", why);
    }
    told = true;
    return why;
  }

  /** Closes the channel. Every call that waits fails with the reason; where none does, the next. */
  void end(IOException why) {
    List<Call> lost;
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = why;
      lost = List.copyOf(waiting);
      told = !lost.isEmpty();
      waiting.clear();
      alarm.cancel();
    }
    channel.close();
    whenEnded.run();
    lost.forEach(call -> call.reply().completeExceptionally(why));
  }
}
