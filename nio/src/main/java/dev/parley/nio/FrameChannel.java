// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Timers.Timer;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client's channel: frames go out in bursts and come in one by one. Belongs to the thread of its
 * loop; no method blocks.
 */
final class FrameChannel implements Handler {

  /** Who is told what comes in, on the loop's thread. */
  interface Receiver {
    /** A whole frame is there, as the decoder saw it; throwing ends the channel. */
    void received(FrameDecoder frame, ByteBuffer bytes) throws IOException;

    /** The {@linkplain FrameChannel#setDeadline deadline} has passed. */
    void expired();

    /** Nothing more comes; the receiver has to {@link FrameChannel#close}. */
    void failed(IOException why);

    /** As {@link #failed}, because the client was closed. */
    void closed();
  }

  private final Link link;
  private final ClientOptions options;
  private final EventLoop loop;
  private final Receiver receiver;
  private final SelectionKey key;
  private final Timer timer = new Timer(this);
  private final Inbox unread;
  private final Outbox unsent = new Outbox();
  private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
  private @Nullable IOException failedWrite;
  private boolean closed;

  /**
   * Registers a connected channel with a loop that is its own and not started yet.
   *
   * @param start when the connect began, which the handshake belongs to
   */
  FrameChannel(
      SocketChannel channel,
      LinkFactory links,
      ClientOptions options,
      EventLoop loop,
      long start,
      Receiver receiver)
      throws IOException {
    this.link = links.over(channel, () -> loop.executeReady(this));
    this.options = options;
    this.loop = loop;
    this.receiver = receiver;
    this.unread = new Inbox(options.maximumPayload(), loop.buffer());
    this.key = loop.register(channel, SelectionKey.OP_READ, this);
    if (link.isOpen()) {
      opened.complete(null);
    } else {
      startHandshake(start);
    }
  }

  private void startHandshake(long start) {
    if (!options.connectTimeout().isZero()) {
      setDeadline(start + options.connectTimeout().toNanos());
    }
    loop.executeReady(this);
  }

  /** Returns what is complete when the handshake is done, or fails with it. For any thread. */
  CompletableFuture<@Nullable Void> opened() {
    return opened;
  }

  /** Has the receiver told when a moment of {@link System#nanoTime} has passed. */
  void setDeadline(long time) {
    loop.timers().set(timer, time);
  }

  void cancelDeadline() {
    loop.timers().cancel(timer);
  }

  /** Puts a frame behind those that wait to be sent; {@link #send} sends them. */
  void add(ByteBuffer frame) {
    unsent.add(frame);
  }

  /** Sends what waits, as far as there is room; the rest goes out when there is. */
  void send() {
    try {
      boolean all = unsent.send(link, loop.buffer());
      await(all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    } catch (IOException e) {
      // A server that refuses a request closes, and its ERROR says why: read on (rule R18.5).
      failedWrite = e;
      unsent.clear();
      await(SelectionKey.OP_READ);
    }
  }

  private void await(int operations) {
    key.interestOps(link.interest(operations));
  }

  @Override
  public void ready() throws IOException {
    if (closed) {
      return;
    }
    if (opened.isDone()) {
      if (!unread.receive(link, receiver)) {
        throw new EndOfStreamException(
            Endpoint.text(options.peer()) + " ended the stream and still owed a reply");
      }
      send();
    } else {
      shakeHands();
    }
  }

  private void shakeHands() throws IOException {
    boolean done = link.handshake();
    await(SelectionKey.OP_READ);
    if (done) {
      cancelDeadline();
      opened.complete(null);
    }
  }

  @Override
  public void expired() {
    if (opened.isDone()) {
      receiver.expired();
    } else {
      failed(Endpoint.timedOut(options.peer(), "connection", options.connectTimeout()));
    }
  }

  /** A last word of the server explains more than a failed write, and that more than the rest. */
  @Override
  public void failed(Throwable failure) {
    IOException first = failedWrite;
    if (first != null && !(failure instanceof ErrorReplyException)) {
      first.addSuppressed(failure);
      receiver.failed(first);
    } else {
      receiver.failed(
          failure instanceof IOException e ? e : new IOException("the client failed", failure));
    }
  }

  @Override
  public void stop() {
    cut();
  }

  /** A close ends the stream in order, if that can be done without waiting. */
  @Override
  public void cut() {
    try {
      link.endOutput();
    } catch (IOException e) {
      // Then the peer finds out by the close.
    }
    receiver.closed();
  }

  /** Closes, and ends the loop. Who waits for the handshake is told why. */
  void close(IOException why) {
    closed = true;
    cancelDeadline();
    loop.close(key);
    loop.stop();
    opened.completeExceptionally(why);
  }
}
