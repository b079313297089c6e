// SPDX-License-Identifier: Apache-2.0
package dev.parley.async;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameBuffer;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameDecoder.Progress;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are in flight on one connection, and their replies, which come in order. A read
 * is always under way, and a write while there is something to send. Nothing here blocks.
 *
 * <p>Callers, the channel's handlers and the timer share what the lock of this object guards; no
 * future is completed under it, since that runs the caller's code.
 */
final class Pipeline {

  /** How many requests one write carries at most. */
  private static final int LARGEST_BURST = 16;

  private record Call(Request request, Duration limit, CompletableFuture<byte[]> reply) {}

  private interface Step {
    void with(long count) throws IOException;
  }

  private final AsynchronousSocketChannel channel;
  private final ClientOptions options;
  private final Runnable whenEnded;
  private final FrameBuffer received = new FrameBuffer();
  private final FrameDecoder decoder;
  private final Queue<Call> waiting = new ArrayDeque<>();
  private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
  private final Alarm alarm = new Alarm(Pipeline::atTimeOfTheJdk, this::checkTime);
  private final Completion<Integer> afterRead = new Completion<>(this::received, this::readFailed);
  private final Completion<Long> afterWrite = new Completion<>(_ -> sent(), this::writeFailed);
  private int lastId;
  private boolean writing;
  private long oldestSince;
  private @Nullable IOException failedWrite;
  private @Nullable IOException end;

  Pipeline(AsynchronousSocketChannel channel, ClientOptions options, Runnable whenEnded) {
    this.channel = channel;
    this.options = options;
    this.whenEnded = whenEnded;
    this.decoder = new FrameDecoder(options.maximumPayload());
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
        return CompletableFuture.failedFuture(end);
      }
      call = new Call(making.apply(++lastId), limit, new CompletableFuture<>());
      unsent.add(call.request().frame());
      waiting.add(call);
      if (waiting.size() == 1) {
        startTime();
      }
    }
    send();
    return call.reply();
  }

  private void send() {
    ByteBuffer[] burst;
    synchronized (this) {
      if (writing || failedWrite != null || unsent.isEmpty()) {
        return;
      }
      writing = true;
      burst = unsent.stream().limit(LARGEST_BURST).toArray(ByteBuffer[]::new);
    }
    channel.write(burst, 0, burst.length, 0, TimeUnit.NANOSECONDS, this, afterWrite);
  }

  private void sent() {
    synchronized (this) {
      while (!unsent.isEmpty() && !unsent.element().hasRemaining()) {
        unsent.remove();
      }
      writing = false;
    }
    send();
  }

  /** Begins to read; to be called once. */
  void receive() {
    channel.read(received.toFill(decoder.size()), this, afterRead);
  }

  private void received(long count) throws IOException {
    if (count < 0) {
      throw new EndOfStreamException(
          Endpoint.text(options.peer()) + " ended the stream and still owed a reply");
    }
    ByteBuffer bytes = received.filled();
    Progress progress = decoder.look(bytes);
    while (progress == Progress.COMPLETE) {
      accept(bytes);
      bytes.position(decoder.end());
      progress = decoder.look(bytes);
    }
    if (progress == Progress.TOO_LARGE) {
      throw new ProtocolViolationException(
          "a reply of %d bytes is above the maximum of %d"
              .formatted(decoder.payloadLength(), options.maximumPayload()));
    }
    receive();
  }

  /** Gives the frame to the oldest request; an ERROR that is not fatal costs that one only. */
  private void accept(ByteBuffer bytes) throws IOException {
    Call call = oldest();
    if (call == null) {
      Request.echo(0, new byte[0]).accept(decoder, bytes); // an ERROR says why there was no wait
      throw new ProtocolViolationException("a reply that nobody asked for");
    }
    try {
      byte[] reply = call.request().accept(decoder, bytes);
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

  private synchronized @Nullable Call oldest() {
    return waiting.peek();
  }

  private synchronized void answered() {
    waiting.remove();
    if (!waiting.isEmpty()) {
      startTime();
    }
  }

  private void startTime() {
    oldestSince = System.nanoTime();
    long limit = waiting.element().limit().toNanos();
    if (limit > 0) {
      alarm.set(oldestSince + limit);
    }
  }

  private void checkTime() {
    Duration limit;
    synchronized (this) {
      alarm.rang();
      limit = waiting.isEmpty() ? Duration.ZERO : waiting.element().limit();
      if (limit.isZero()) {
        return;
      }
      long left = oldestSince + limit.toNanos() - System.nanoTime();
      if (left > 0) {
        alarm.set(System.nanoTime() + left);
        return;
      }
    }
    end(Endpoint.timedOut(options.peer(), "reply", limit));
  }

  private static Future<?> atTimeOfTheJdk(long time, Runnable task) {
    var alarm = new CompletableFuture<@Nullable Void>();
    var _ = alarm.thenRun(task);
    return alarm.completeOnTimeout(null, time - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** A server that refuses a request closes, and its ERROR says why: so reading goes on (R18.5). */
  private synchronized void writeFailed(IOException failure) {
    failedWrite = failure;
  }

  private void readFailed(IOException failure) {
    IOException first;
    synchronized (this) {
      first = failedWrite;
    }
    if (first == null || failure instanceof ErrorReplyException) {
      end(failure);
    } else {
      first.addSuppressed(failure);
      end(first);
    }
  }

  /** Closes the channel. Every call that waits, and every later one, fails with the reason. */
  void end(IOException why) {
    List<Call> lost;
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = why;
      lost = List.copyOf(waiting);
      waiting.clear();
      unsent.clear();
      alarm.cancel();
    }
    closeChannel();
    whenEnded.run();
    lost.forEach(call -> call.reply().completeExceptionally(why));
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }

  /** Called by the channel on one of its group's threads, or within the call that began. */
  private record Completion<N extends Number>(Step step, Consumer<IOException> whenFailed)
      implements CompletionHandler<N, Pipeline> {

    @Override
    public void completed(N count, Pipeline pipeline) {
      try {
        step.with(count.longValue());
      } catch (IOException e) {
        whenFailed.accept(e);
      } catch (RuntimeException | OutOfMemoryError e) {
        pipeline.end(new IOException("the client failed", e));
      }
    }

    @Override
    public void failed(Throwable failure, Pipeline pipeline) {
      whenFailed.accept(failure instanceof IOException e ? e : new IOException(failure));
    }
  }
}
