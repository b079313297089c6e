// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Timers.Timer;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameDecoder.Progress;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection: the calls that are to be sent, and those that are owed their
 * replies. What fails the connection fails them all, and every later one (rule R18.4).
 *
 * <p>{@link #send} and {@link #close} are for any thread, the rest is the loop's; nothing blocks.
 */
final class Calls implements Handler {

  /** What a reply is judged by that nobody has asked for. */
  private static final Request NOTHING = Request.echo(0, new byte[0]);

  private final SocketChannel channel;
  private final ClientOptions options;
  private final EventLoop loop;
  private final SelectionKey key;
  private final Timer timer = new Timer(this);
  private final InFlight received;
  private final FrameDecoder decoder;
  private final Queue<Call> submitted = new ConcurrentLinkedQueue<>();
  private final Outbox unsent = new Outbox();
  private final Queue<Call> owed = new ArrayDeque<>();
  private Duration delays = Duration.ZERO;
  private @Nullable IOException writeFailure;
  private volatile @Nullable IOException failure;

  /** Registers a connected channel with a loop that is its own and not started yet. */
  Calls(SocketChannel channel, ClientOptions options, EventLoop loop) throws IOException {
    this.channel = channel;
    this.options = options;
    this.loop = loop;
    this.received = new InFlight(loop.buffer());
    this.decoder = new FrameDecoder(options.maximumPayload());
    this.key = loop.register(channel, SelectionKey.OP_READ, this);
  }

  /** Sends a request as soon as may be. For any thread. */
  CompletableFuture<byte[]> send(Request request, Duration delay) {
    Call call = new Call(request, delay);
    submitted.add(call);
    loop.execute(this::sendSubmitted);
    if (failure != null) {
      refuseSubmitted(failure); // the loop may have ended
    }
    return call.reply;
  }

  private void sendSubmitted() {
    if (failure != null) {
      return;
    }
    for (Call call = submitted.poll(); call != null; call = submitted.poll()) {
      delays = delays.plus(call.delay);
      call.limit = options.replyTimeout().plus(delays);
      owed.add(call);
      unsent.add(call.request.frame());
    }
    setTimer();
    write();
  }

  /** The replies come in order: only the first that is owed can be late. */
  private void setTimer() {
    Call first = owed.peek();
    if (first == null || options.replyTimeout().isZero()) {
      loop.timers().cancel(timer);
    } else {
      loop.timers().set(timer, first.deadline());
    }
  }

  private void write() {
    try {
      boolean all = unsent.send(channel, loop.buffer());
      key.interestOps(all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    } catch (IOException e) {
      // A server that refuses a request closes, and its ERROR says why: read on (rule R18.5).
      writeFailure = e;
      unsent.clear();
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  @Override
  public void ready() throws IOException {
    if (key.isWritable()) {
      write();
    }
    if (key.isReadable()) {
      receive();
    }
  }

  private void receive() throws IOException {
    if (received.read(channel, decoder.size()) < 0) {
      throw new EndOfStreamException(
          Endpoint.text(options.peer()) + " ended the stream and still owed a reply");
    }
    ByteBuffer bytes = received.bytes();
    Progress progress = decoder.look(bytes);
    while (progress == Progress.COMPLETE) {
      accept(bytes);
      progress = decoder.look(bytes.position(decoder.end()));
    }
    if (progress == Progress.TOO_LARGE) {
      throw new ProtocolViolationException(
          "a reply of %d bytes is above the maximum of %d"
              .formatted(decoder.payloadLength(), options.maximumPayload()));
    }
    received.skipped();
    received.keep(decoder.size());
    setTimer();
  }

  /** Gives the reply that was looked at last to the call that is owed one. */
  private void accept(ByteBuffer bytes) throws IOException {
    Call call = owed.peek();
    if (call == null) {
      NOTHING.accept(decoder, bytes);
      throw new ProtocolViolationException("a reply that nobody has asked for");
    }
    try {
      byte[] payload = call.request.accept(decoder, bytes);
      settle(call);
      call.reply.complete(payload);
    } catch (ErrorReplyException e) {
      if (e.fatal()) {
        throw e;
      }
      settle(call);
      call.reply.completeExceptionally(e);
    }
  }

  private void settle(Call call) {
    owed.remove();
    delays = delays.minus(call.delay);
  }

  @Override
  public void expired() {
    failed(Endpoint.timedOut(options.peer(), "reply", owed.element().limit));
  }

  @Override
  public void failed(Throwable failure) {
    IOException why = explain(failure);
    fail(why, owed.isEmpty() ? why : closed(why));
  }

  /**
   * A last word of the server explains more than a failed write, and that more than what follows.
   */
  private IOException explain(Throwable failure) {
    IOException first = writeFailure;
    if (first != null && !(failure instanceof ErrorReplyException)) {
      first.addSuppressed(failure);
      return first;
    }
    return failure instanceof IOException e ? e : new IOException("the client failed", failure);
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
  public void stop() {
    cut();
  }

  @Override
  public void cut() {
    var closed = new SocketException("the client is closed");
    fail(closed, closed);
  }

  /**
   * Closes the connection, with one failure for the calls that are there and one for later ones.
   */
  private void fail(IOException why, IOException later) {
    if (failure == null) {
      failure = later;
      loop.timers().cancel(timer);
      loop.close(key);
      loop.stop();
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
