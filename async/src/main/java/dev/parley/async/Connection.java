// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.async.Clock.Kind;
import dev.parley.async.TimedChannel.Next;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameBuffer;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.Responder;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One client's conversation: receive, answer, send, and the orderly end.
 *
 * <pre>
 *   receive ──bytes──▶ answer ──▶ send ──all answered──▶ receive
 *      │                 ▲          ├──DELAY──▶ wait ──▶ send ──▶ answer
 *      │                 └──────────┼──ERROR──▶ send
 *    end of input                   └──FATAL──▶ send ──▶ end: shut down output, discard input
 *      │                                                  │
 *      └────────────────────▶ close ◀─────────────────────┘
 * </pre>
 *
 * <p>Each arrow is a step; a step ends by beginning the operation that leads to the next one. So
 * one thread at a time is at work on a connection, though not always the same one: what a step
 * wrote is seen by the next, since the channel hands both over through its own lock, as the clock
 * does. Other threads only look at the clock, end a connection that waits for input, or cut it.
 */
final class Connection {

  private final long number;
  private final ServerOptions options;
  private final ServerListener listener;
  private final Consumer<Connection> whenClosed;
  private final Clock clock;
  private final TimedChannel channel;
  private final FrameBuffer received = new FrameBuffer();
  private final Responder responder;
  private final AtomicReference<CloseReason> reason =
      new AtomicReference<>(CloseReason.PEER_CLOSED);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Next afterReceive = this::received;
  private final Next afterSend = this::sent;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private Responder.Outcome outcome = Responder.Outcome.INCOMPLETE;
  private long delayEnd;

  Connection(
      AsynchronousSocketChannel channel,
      long number,
      ServerOptions options,
      ServerListener listener,
      Timers timers,
      Consumer<Connection> whenClosed) {
    this.number = number;
    this.options = options;
    this.listener = listener;
    this.whenClosed = whenClosed;
    this.clock = new Clock(options, timers, this::check);
    this.channel = new TimedChannel(channel, clock, this::fail, this::close);
    this.responder = new Responder(options, listener, number);
  }

  /** Serves the client until either side ends the conversation. Does not block. */
  void run() {
    begin(start -> receive());
  }

  /** Tells the client that the server is full, and ends in order (rule R8.1). Does not block. */
  void refuse() {
    begin(start -> {
      because(CloseReason.BUSY);
      channel.send(
          FrameEncoder.error(0, ErrorCode.BUSY, "the server has no free connection"),
          sent -> end());
    });
  }

  /** Closes the channel without a word, in place of {@link #run}. Does not block. */
  void drop() {
    clock.stop();
    channel.close();
    whenClosed.accept(this);
  }

  private void begin(Next conversation) {
    SocketAddress peer;
    try {
      peer = channel.peer();
    } catch (IOException e) {
      drop(); // cut before it began
      return;
    }
    channel.run(
        start -> {
          listener.opened(number, peer);
          channel.configure(options);
          conversation.with(0);
        },
        0);
  }

  /** Reads what is there, or waits for it. */
  private void receive() throws IOException {
    ByteBuffer room = received.toFill(responder.frameSize());
    if (clock.beginRead(room.position() == 0 ? Kind.IDLE : Kind.FRAME)) {
      channel.read(room, afterReceive);
    } else {
      because(CloseReason.STOPPED);
      end();
    }
  }

  private void received(int count) throws IOException {
    if (!clock.endRead()) {
      channel.discard(count);
    } else if (count < 0) {
      close();
    } else {
      bytes = received.filled();
      answer();
    }
  }

  /** Answers the requests among the bytes, and sends all replies that are ready in one write. */
  private void answer() throws IOException {
    int ready = bytes.position();
    outcome = responder.answer(bytes);
    if (outcome == Responder.Outcome.DELAY) {
      delayEnd = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(responder.delayMillis());
    }
    channel.send(bytes, ready, bytes.position(), afterSend);
  }

  private void sent(int count) throws IOException {
    switch (outcome) {
      case INCOMPLETE -> receive();
      case DELAY -> {
        if (!clock.beginDelay(delayEnd)) {
          close();
        }
      }
      case ERROR ->
          channel.send(
              responder.error(),
              sent -> {
                responder.skip(bytes);
                answer();
              });
      case FATAL -> {
        because(CloseReason.TOO_LARGE);
        channel.send(responder.error(), sent -> end());
      }
    }
  }

  private void delayPassed() throws IOException {
    int ready = bytes.position();
    responder.delayPassed(bytes);
    channel.send(bytes, ready, bytes.position(), sent -> answer());
  }

  /** Ends our side, and waits for the peer to end its own (section 7). */
  private void end() throws IOException {
    channel.endOutput();
    channel.discard(0);
  }

  /** Looks at the clock. Called by the timer; does not block. */
  private void check() {
    switch (clock.ring()) {
      case NONE -> {}
      case IDLE -> expire(CloseReason.IDLE_TIMEOUT, "no byte of a frame for too long");
      case FRAME -> expire(CloseReason.FRAME_TIMEOUT, "a frame was incomplete for too long");
      case DELAY -> channel.run(passed -> delayPassed(), 0);
      case WRITE -> {
        because(CloseReason.WRITE_TIMEOUT);
        channel.close();
      }
      case LINGER -> channel.close();
    }
  }

  /** Ends the connection when all that was read is answered (rule R12.2). Does not block. */
  void stop() {
    if (clock.claim()) {
      because(CloseReason.STOPPED);
      channel.run(claimed -> channel.endOutput(), 0);
    }
  }

  /** Ends the connection at once. Does not block. */
  void cut() {
    because(CloseReason.CUT);
    channel.close();
    if (clock.stop()) {
      close(); // nothing is under way that could fail
    }
  }

  private void expire(CloseReason why, String text) {
    because(why);
    channel.run(
        claimed ->
            channel.send(
                FrameEncoder.error(0, ErrorCode.TIMEOUT, text), sent -> channel.endOutput()),
        0);
  }

  private void fail(Throwable failure) {
    because(failure instanceof IOException ? CloseReason.PEER_FAILED : CloseReason.INTERNAL);
    close();
  }

  /** Both sides may fail at the same time; the first one closes. */
  private void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    drop();
    try {
      listener.closed(number, reason.get());
    } catch (RuntimeException e) {
      // Nothing is left that it could end.
    }
  }

  /** The first reason counts; without any it was the peer that ended. */
  private void because(CloseReason why) {
    reason.compareAndSet(CloseReason.PEER_CLOSED, why);
  }
}
