// SPDX-License-Identifier: Apache-2.0
package dev.parley.nio;

import dev.parley.nio.Timers.Timer;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.Responder;
import dev.parley.protocol.Responder.Outcome;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's conversation: receive, answer, send, and the orderly end.
 *
 * <pre>
 *             bytes came            no room for the replies
 * RECEIVING ------------> (answer) -------------------------> SENDING
 *  |  |  ^                 |  ^  |                              |
 *  |  |  |  all sent       |  |  |  a DELAY                     | room
 *  |  |  +-----------------+  |  +---------------> DELAYING     |
 *  |  |                       |    its time is over  |          |
 *  |  |                       +----------------------+----------+
 *  |  |
 *  |  |  the server stops, or a fatal ERROR was sent
 *  |  +-----------------------------------------------> ENDING
 *  |                                                      |
 *  |  the client's end         the client's end, or enough read and waited
 *  +--------------------------------------------------> CLOSED
 * </pre>
 *
 * A connection reads or it writes. While it has a reply that the transport does not take, or waits
 * for a DELAY, it does not read: the transport's own buffers are the high-water mark, and the
 * client who does not read its replies is stopped by them (rules R1.4 and R9.1).
 *
 * <p>Belongs to the thread of its loop; no method blocks.
 */
final class Connection implements Handler {

  /** What the connection waits for, and so what its key looks for. */
  private enum State {
    RECEIVING(SelectionKey.OP_READ),
    SENDING(SelectionKey.OP_WRITE),
    DELAYING(0),
    ENDING(SelectionKey.OP_READ),
    CLOSED(0);

    private final int interest;

    State(int interest) {
      this.interest = interest;
    }
  }

  /** How many ERRORs and DELAYs one client gets before it is the others' turn. */
  private static final int MOST_STEPS = 64;

  /** Between the 256 KiB at least and the 1 MiB at most of rule R7.3. */
  private static final int LARGEST_DISCARD = 512 * 1024;

  private final SocketChannel channel;
  private final long number;
  private final EventLoop loop;
  private final ServerOptions options;
  private final ServerListener listener;
  private final Runnable whenClosed;
  private final SelectionKey key;
  private final Timer timer = new Timer(this);
  private final InFlight bytes;
  private final Responder responder;
  private State state = State.RECEIVING;
  private Clock running = Clock.NONE;
  private Outcome outcome = Outcome.INCOMPLETE;
  private @Nullable ByteBuffer error;
  private long delayUntil;
  private long discarded;
  private boolean stopping;
  private CloseReason reason = CloseReason.PEER_CLOSED;

  /**
   * Registers an accepted channel with its loop. The caller has to {@link #serve} or {@link
   * #refuse}.
   *
   * @param whenClosed runs once, when the channel is closed
   */
  Connection(
      SocketChannel channel,
      long number,
      EventLoop loop,
      ServerOptions options,
      ServerListener listener,
      Runnable whenClosed)
      throws IOException {
    this.channel = channel;
    this.number = number;
    this.loop = loop;
    this.options = options;
    this.listener = listener;
    this.whenClosed = whenClosed;
    this.bytes = new InFlight(loop.buffer());
    this.responder = new Responder(options, listener, number);
    this.key = loop.register(channel, state.interest, this);
  }

  /** Serves the client from now on, until either side ends the conversation. */
  void serve() {
    begin(() -> await(State.RECEIVING, Clock.IDLE));
  }

  /** Tells the client that the server is full, and ends in order (rule R8.1). */
  void refuse() {
    begin(() -> endWith(CloseReason.BUSY, ErrorCode.BUSY, "the server has no free connection"));
  }

  private void begin(Conversation conversation) {
    try {
      listener.opened(number, channel.getRemoteAddress());
      configure();
      conversation.hold();
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** Sets the options. Fails on a socket that was reset already. */
  private void configure() throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, options.noDelay());
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, options.keepAlive());
    if (options.sendBuffer() > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBuffer());
    }
  }

  @Override
  public void ready() throws IOException {
    switch (state) {
      case RECEIVING -> receive();
      case SENDING -> proceed();
      case ENDING -> discard();
      case DELAYING, CLOSED -> {}
    }
  }

  private void receive() throws IOException {
    if (bytes.read(channel, responder.frameSize()) < 0) {
      close();
    } else {
      answer();
      proceed();
    }
  }

  /** Answers requests up to one that needs more than a reply in its place. */
  private void answer() {
    outcome = responder.answer(bytes.bytes());
    switch (outcome) {
      case INCOMPLETE -> {}
      case DELAY ->
          delayUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(responder.delayMillis());
      case ERROR -> error = responder.error();
      case FATAL -> {
        because(CloseReason.TOO_LARGE);
        error = responder.error();
      }
    }
  }

  /** Sends what is answered and answers what follows, up to something that must be waited for. */
  private void proceed() throws IOException {
    for (int step = 0; step < MOST_STEPS && send(); step++) {
      switch (outcome) {
        case INCOMPLETE -> {
          awaitInput();
          return;
        }
        case DELAY -> {
          if (delayUntil - System.nanoTime() > 0) {
            awaitDelay();
            return;
          }
          responder.delayPassed(bytes.bytes());
        }
        case ERROR -> {
          responder.skip(bytes.bytes());
          bytes.skipped();
        }
        case FATAL -> {
          end();
          return;
        }
      }
      answer();
    }
    await(State.SENDING, Clock.WRITE);
  }

  /** Returns false if the transport has no room for all that is to be sent. */
  private boolean send() throws IOException {
    sendSome();
    return bytes.allSent() && error == null;
  }

  /** Returns whether there was any progress; it makes every clock start anew (rule R6.4). */
  private boolean sendSome() throws IOException {
    int count = bytes.send(channel);
    if (bytes.allSent() && error != null) {
      count += channel.write(error);
      error = error.hasRemaining() ? error : null;
    }
    if (count > 0) {
      running = Clock.NONE;
    }
    return count > 0;
  }

  private void awaitInput() throws IOException {
    if (stopping) {
      because(CloseReason.STOPPED);
      end();
    } else {
      await(State.RECEIVING, bytes.isEmpty() ? Clock.IDLE : Clock.FRAME);
    }
  }

  private void awaitDelay() {
    await(State.DELAYING, Clock.NONE);
    loop.timers().set(timer, delayUntil);
  }

  /** Starts a clock unless that one runs already, so that bytes that drip do not restart it. */
  private void await(State next, Clock clock) {
    state = next;
    key.interestOps(next.interest);
    bytes.keep(responder.frameSize());
    if (running != clock) {
      running = clock;
      start(clock.nanos(options));
    }
  }

  private void start(long nanos) {
    if (nanos > 0) {
      loop.timers().set(timer, System.nanoTime() + nanos);
    } else {
      loop.timers().cancel(timer);
    }
  }

  /** Ends our side, and waits for the peer to end its own (section 7). */
  private void end() throws IOException {
    bytes.clear();
    channel.shutdownOutput();
    await(State.ENDING, Clock.LINGER);
  }

  private void endWith(CloseReason why, ErrorCode code, String text) throws IOException {
    because(why);
    bytes.clear();
    error = FrameEncoder.error(0, code, text);
    outcome = Outcome.FATAL;
    proceed();
  }

  private void discard() throws IOException {
    int count = channel.read(loop.buffer().clear());
    discarded += count;
    if (count < 0 || discarded >= LARGEST_DISCARD) {
      close();
    }
  }

  @Override
  public void expired() throws IOException {
    switch (state) {
      case RECEIVING -> timeOut();
      case SENDING -> tryAgain();
      case DELAYING -> proceed();
      case ENDING -> close();
      case CLOSED -> {}
    }
  }

  private void timeOut() throws IOException {
    if (running == Clock.IDLE) {
      endWith(CloseReason.IDLE_TIMEOUT, ErrorCode.TIMEOUT, "no byte of a frame for too long");
    } else {
      endWith(CloseReason.FRAME_TIMEOUT, ErrorCode.TIMEOUT, "a frame was incomplete for too long");
    }
  }

  /** Room is told of only when a good part of the send buffer is free; a slow peer makes less. */
  private void tryAgain() throws IOException {
    if (sendSome()) {
      proceed();
    } else {
      reset(CloseReason.WRITE_TIMEOUT);
    }
  }

  @Override
  public void stop() throws IOException {
    stopping = true;
    if (state == State.RECEIVING) {
      awaitInput();
    }
  }

  @Override
  public void cut() {
    reset(CloseReason.CUT);
  }

  @Override
  public void failed(Throwable failure) {
    because(failure instanceof IOException ? CloseReason.PEER_FAILED : CloseReason.INTERNAL);
    close();
  }

  /** Closes so that the peer learns of it at once, and drops what is still to be sent. */
  private void reset(CloseReason why) {
    because(why);
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Reset by the peer already.
    }
    close();
  }

  private void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      bytes.clear();
      loop.timers().cancel(timer);
      loop.close(key);
      whenClosed.run();
      listener.closed(number, reason);
    }
  }

  /** The first reason counts; without any it was the peer that ended. */
  private void because(CloseReason why) {
    if (reason == CloseReason.PEER_CLOSED) {
      reason = why;
    }
  }

  /** What is said on a connection; fails with it. */
  private interface Conversation {
    void hold() throws IOException;
  }
}
