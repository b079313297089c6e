// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Clock.Kind;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.Responder;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;

/**
 * One client's conversation, from its accept to its orderly end.
 *
 * <pre>
 *                      no room for replies           a DELAY
 *           SENDING <----------------------(*)----------------------> DELAYING
 *              |                            ^                            |
 *              +------------ room --------->|<-------- its time ---------+
 *                                           |
 *                   requests                |
 *   RECEIVING ----------------------------->|
 *       |     <-----------------------------|  all is sent
 *       |                                   |
 *       |      the server stops             |  a fatal ERROR is sent
 *       +-------------------------> ENDING <+
 *       |                              |
 *       | the client's end             | the client's end, or enough waited
 *       +-------------------------> CLOSED
 * </pre>
 *
 * At (*) the {@link Exchange} answers and sends. Idle and frame clock run in RECEIVING, the write
 * clock in SENDING; a fault, a cut, or the write clock leads from anywhere to CLOSED.
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

  /** Between the 256 KiB at least and the 1 MiB at most of rule R7.3. */
  private static final int LARGEST_DISCARD = 512 * 1024;

  private final SocketChannel channel;
  private final long number;
  private final EventLoop loop;
  private final ServerOptions options;
  private final ServerListener listener;
  private final Semaphore place;
  private final SelectionKey key;
  private final Clock clock;
  private final Exchange exchange;
  private State state = State.RECEIVING;
  private long discarded;
  private boolean stopping;
  private CloseReason reason = CloseReason.PEER_CLOSED;

  /**
   * Registers an accepted channel with its loop. The caller has to {@link #serve} or {@link
   * #refuse}.
   *
   * @param place what the connection takes up, released once when the channel is closed
   */
  Connection(
      SocketChannel channel,
      long number,
      EventLoop loop,
      ServerOptions options,
      ServerListener listener,
      Semaphore place)
      throws IOException {
    this.channel = channel;
    this.number = number;
    this.loop = loop;
    this.options = options;
    this.listener = listener;
    this.place = place;
    this.clock = new Clock(options, loop.timers(), this);
    var responder = new Responder(options, listener, number);
    this.exchange = new Exchange(channel, responder, clock, loop.buffer());
    this.key = loop.register(channel, state.interest, this);
  }

  /** Serves the client from now on, until either side ends the conversation. */
  void serve() {
    begin(() -> await(State.RECEIVING, Kind.IDLE));
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
    if (exchange.receive()) {
      proceed();
    } else {
      close();
    }
  }

  private void proceed() throws IOException {
    switch (exchange.proceed()) {
      case INPUT -> awaitInput();
      case ROOM -> await(State.SENDING, Kind.WRITE);
      case TIME -> awaitTime();
      case END -> {
        because(CloseReason.TOO_LARGE);
        end();
      }
    }
  }

  private void awaitInput() throws IOException {
    if (stopping) {
      because(CloseReason.STOPPED);
      end();
    } else {
      await(State.RECEIVING, exchange.isMidFrame() ? Kind.FRAME : Kind.IDLE);
    }
  }

  private void awaitTime() {
    await(State.DELAYING, Kind.NONE);
    clock.alarm(exchange.delayUntil());
  }

  private void await(State next, Kind waitingFor) {
    state = next;
    key.interestOps(next.interest);
    clock.start(waitingFor);
  }

  private void endWith(CloseReason why, ErrorCode code, String text) throws IOException {
    because(why);
    exchange.endWith(FrameEncoder.error(0, code, text));
    proceed();
  }

  /** Ends our side, and waits for the peer to end its own (section 7). */
  private void end() throws IOException {
    exchange.clear();
    channel.shutdownOutput();
    await(State.ENDING, Kind.LINGER);
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
    if (clock.kind() == Kind.IDLE) {
      endWith(CloseReason.IDLE_TIMEOUT, ErrorCode.TIMEOUT, "no byte of a frame for too long");
    } else {
      endWith(CloseReason.FRAME_TIMEOUT, ErrorCode.TIMEOUT, "a frame was incomplete for too long");
    }
  }

  /** Room is told of only when a good part of the send buffer is free; a slow peer makes less. */
  private void tryAgain() throws IOException {
    if (exchange.sendSome()) {
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
      exchange.clear();
      clock.stop();
      loop.close(key);
      place.release();
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
