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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's channel: frames go out in bursts and come in one by one. A read is always under way,
 * and a write while there is something to send; never two of either. Nothing here blocks.
 */
final class FrameChannel {

  /** Who is told what comes in, on a thread of the channel group. */
  interface Receiver {
    /** A whole frame is there, as the decoder saw it; throwing ends the channel. */
    void received(FrameDecoder frame, ByteBuffer bytes) throws IOException;

    /** Nothing more comes. */
    void failed(IOException why);
  }

  /** How many frames one write carries at most. */
  private static final int LARGEST_BURST = 16;

  private final AsynchronousSocketChannel channel;
  private final ClientOptions options;
  private final Receiver receiver;
  private final FrameBuffer received = new FrameBuffer();
  private final FrameDecoder decoder;
  private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
  private final Completion<Integer> afterRead = new Completion<>(this::received, this::readFailed);
  private final Completion<Long> afterWrite = new Completion<>(_ -> sent(), this::writeFailed);
  private boolean writing;
  private @Nullable IOException failedWrite;

  FrameChannel(AsynchronousSocketChannel channel, ClientOptions options, Receiver receiver) {
    this.channel = channel;
    this.options = options;
    this.receiver = receiver;
    this.decoder = new FrameDecoder(options.maximumPayload());
  }

  /** Puts a frame behind those that wait to be sent; {@link #send} sends them. */
  synchronized void add(ByteBuffer frame) {
    unsent.add(frame);
  }

  /** Sends what waits, unless that is under way. */
  void send() {
    ByteBuffer[] burst;
    synchronized (this) {
      if (writing || failedWrite != null || unsent.isEmpty()) {
        return;
      }
      writing = true;
      burst = unsent.stream().limit(LARGEST_BURST).toArray(ByteBuffer[]::new);
    }
    try {
      channel.write(burst, 0, burst.length, 0, TimeUnit.NANOSECONDS, null, afterWrite);
    } catch (ShutdownChannelGroupException e) {
      // The group ended since the burst was taken, so that no thread of it could be told of the
      // failure. The caller is not to be surprised by it: the calls that wait fail.
      receiver.failed(new IOException("the channel group has ended", e));
    }
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
    channel.read(received.toFill(decoder.size()), null, afterRead);
  }

  private void received(long count) throws IOException {
    if (count < 0) {
      throw new EndOfStreamException(
          Endpoint.text(options.peer()) + " ended the stream and still owed a reply");
    }
    ByteBuffer bytes = received.filled();
    Progress progress = decoder.look(bytes);
    while (progress == Progress.COMPLETE) {
      receiver.received(decoder, bytes);
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
      receiver.failed(failure);
    } else {
      first.addSuppressed(failure);
      receiver.failed(first);
    }
  }

  /** Closes, and forgets what waits to be sent. What is under way fails. */
  void close() {
    synchronized (this) {
      unsent.clear();
    }
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }

  private interface Step {
    void with(long count) throws IOException;
  }

  /** Called by the channel on one of its group's threads, or within the call that began. */
  private record Completion<N extends Number>(Step step, Consumer<IOException> whenFailed)
      implements CompletionHandler<N, @Nullable Void> {

    @Override
    public void completed(N count, @Nullable Void nothing) {
      try {
        step.with(count.longValue());
      } catch (IOException e) {
        whenFailed.accept(e);
      } catch (RuntimeException | OutOfMemoryError e) {
        whenFailed.accept(new IOException("the client failed", e));
      }
    }

    @Override
    public void failed(Throwable failure, @Nullable Void nothing) {
      whenFailed.accept(failure instanceof IOException e ? e : new IOException(failure));
    }
  }
}
