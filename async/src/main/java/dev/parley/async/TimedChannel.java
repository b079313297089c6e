// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;

import dev.parley.async.Clock.Kind;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A client's channel, whose waits are noted on a clock. Nothing here blocks.
 *
 * <p>Each operation is told what comes {@linkplain Next next}, and is the last act of the step that
 * begins it: when the call returns, another thread may be at work on the connection already. At
 * most one read and one write are under way, since each begins where the one before has ended.
 */
final class TimedChannel {

  /** What follows when an operation is done; failing ends the connection, and no other. */
  interface Next {
    void with(int count) throws IOException;
  }

  /**
   * The most that one write is given, in bytes. A write is done when any bytes are gone, which is
   * progress (rule R6.4); and the channel copies all that it is given each time that it tries.
   */
  private static final int LARGEST_WRITE = 64 * 1024;

  /** Between the 256 KiB at least and the 1 MiB at most of rule R7.3. */
  private static final int LARGEST_DISCARD = 512 * 1024;

  private final AsynchronousSocketChannel channel;
  private final Clock clock;
  private final Consumer<Throwable> whenFailed;
  private final Runnable whenEnded;
  private final AtomicBoolean oneSideEnded = new AtomicBoolean();
  private final Completion received;
  private final Completion sent;

  private ByteBuffer sending = ByteBuffer.allocate(0);
  private int sendingEnd;
  private int limitBefore;

  /**
   * Makes the channel of one connection.
   *
   * @param whenFailed is told what a step threw, or what an operation failed with
   * @param whenEnded is called when both sides have ended in order
   */
  TimedChannel(
      AsynchronousSocketChannel channel,
      Clock clock,
      Consumer<Throwable> whenFailed,
      Runnable whenEnded) {
    this.channel = channel;
    this.clock = clock;
    this.whenFailed = whenFailed;
    this.whenEnded = whenEnded;
    this.received = new Completion(this::run, whenFailed);
    this.sent = new Completion(this::sendRest, whenFailed);
  }

  /** Returns the peer's address. Fails on a channel that is closed. */
  SocketAddress peer() throws IOException {
    return channel.getRemoteAddress();
  }

  /** Sets the options. Fails on a channel that is closed. */
  void configure(ServerOptions options) throws IOException {
    channel.setOption(TCP_NODELAY, options.noDelay());
    channel.setOption(SO_KEEPALIVE, options.keepAlive());
    if (options.sendBuffer() > 0) {
      channel.setOption(SO_SNDBUF, options.sendBuffer());
    }
  }

  /** Fills the buffer with what is there, or with what comes; the count is -1 at the peer's end. */
  void read(ByteBuffer room, Next next) {
    channel.read(room, next, received);
  }

  /** Sends a whole frame. */
  void send(ByteBuffer frame, Next next) throws IOException {
    send(frame, frame.position(), frame.limit(), next);
  }

  /** Sends the bytes between two indexes, and leaves position and limit as they were. */
  void send(ByteBuffer bytes, int from, int to, Next next) throws IOException {
    if (from == to) {
      next.with(0);
      return;
    }
    sending = bytes;
    sendingEnd = to;
    limitBefore = bytes.limit();
    bytes.position(from);
    write(next);
  }

  private void write(Next next) {
    sending.limit(Math.min(sendingEnd, sending.position() + LARGEST_WRITE));
    clock.start(Kind.WRITE);
    channel.write(sending, next, sent);
  }

  private void sendRest(Next next, int count) {
    if (sending.position() < sendingEnd) {
      write(next);
    } else {
      sending.limit(limitBefore);
      run(next, count);
    }
  }

  /** Ends our side; from here on the peer is given a while to end its own. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
    clock.start(Kind.LINGER);
    sideEnded();
  }

  /**
   * Reads and forgets until the peer's end or the bounds of rule R7.3.
   *
   * @param alreadyRead the count of the read before
   */
  void discard(int alreadyRead) {
    discard(ByteBuffer.allocate(8 * 1024), alreadyRead, alreadyRead);
  }

  private void discard(ByteBuffer scratch, int count, int sum) {
    if (count < 0 || sum >= LARGEST_DISCARD) {
      sideEnded();
    } else {
      read(scratch.clear(), next -> discard(scratch, next, sum + next));
    }
  }

  private void sideEnded() {
    if (oneSideEnded.getAndSet(true)) {
      whenEnded.run();
    }
  }

  /** Does a step of the conversation. Whatever it throws ends this connection, and no other. */
  void run(Next step, int count) {
    try {
      step.with(count);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      whenFailed.accept(e);
    }
  }

  /**
   * Closes. What is under way fails, on a thread of the group. This kind of channel has no
   * SO_LINGER, so there is no reset to be forced: the peer sees an end, or a reset if it sent what
   * nobody has read.
   */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // What is under way fails with it, and says so.
    }
  }

  private interface Then {
    void go(Next next, int count);
  }

  /** Called by the channel on one of the group's threads, or within the call that began. */
  private record Completion(Then then, Consumer<Throwable> whenFailed)
      implements CompletionHandler<Integer, Next> {

    @Override
    public void completed(Integer count, Next next) {
      then.go(next, count);
    }

    @Override
    public void failed(Throwable failure, Next next) {
      whenFailed.accept(failure);
    }
  }
}
