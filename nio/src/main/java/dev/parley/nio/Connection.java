// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Responder;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;

/**
 * One client's connection, from its accept to its orderly end.
 *
 * <pre>
 *   SHAKING_HANDS (TLS only)
 *       | done
 *   +---|------------------------ CONVERSING ------------------------+
 *   |   |                 no room for replies        a DELAY         |
 *   |   |             SENDING <----------(*)---------> DELAYING      |
 *   |   |                |                ^                |         |
 *   |   |                +---- room ----->|<-- its time ---+         |
 *   |   v       requests                  |                          |
 *   | RECEIVING ------------------------->|                          |
 *   |   |     <---------------------------|  all is sent             |
 *   +---|---------------------------------|--------------------------+
 *       |  the server stops               |  a fatal ERROR is sent
 *       +--------------------> ENDING <---+
 *       |                         |
 *       | the client's end        |  the client's end, or enough waited
 *       +--------------------> CLOSED
 * </pre>
 *
 * In the box is the {@link Conversation}; at (*) its {@link Exchange} answers and sends. The
 * handshake clock runs in SHAKING_HANDS, idle and frame clock in RECEIVING, the write clock in
 * SENDING; a fault, a cut, or the write clock leads from anywhere to CLOSED. Belongs to the thread
 * of its loop; no method blocks.
 */
final class Connection implements Handler {

  /** How far its life has come. */
  private enum State {
    SHAKING_HANDS,
    CONVERSING,
    ENDING,
    CLOSED
  }

  private final long number;
  private final ServerOptions options;
  private final ServerListener listener;
  private final Semaphore place;
  private final TimedChannel channel;
  private final Conversation conversation;
  private State state = State.SHAKING_HANDS;
  private CloseReason reason = CloseReason.PEER_CLOSED;

  /**
   * Registers an accepted channel with its loop; to be followed by {@link #serve} or {@link
   * #refuse}. The place is released once, when the channel is closed.
   */
  Connection(
      SocketChannel channel,
      LinkFactory links,
      long number,
      EventLoop loop,
      ServerOptions options,
      ServerListener listener,
      Semaphore place)
      throws IOException {
    this.number = number;
    this.options = options;
    this.listener = listener;
    this.place = place;
    var clock = new Clock(options, loop.timers(), this);
    this.channel = new TimedChannel(channel, links, loop, clock, this);
    var responder = new Responder(options, listener, number);
    var exchange = new Exchange(this.channel.link(), responder, clock, loop.buffer());
    this.conversation = new Conversation(this, this.channel, exchange);
  }

  /** Serves the client from now on, until either side ends the conversation. */
  void serve() throws IOException {
    open();
    shakeHands();
  }

  /**
   * Tells the client that the server is full, and ends in order; where that would take a handshake,
   * only closes (rule R8.1).
   */
  void refuse() throws IOException {
    open();
    because(CloseReason.BUSY);
    if (channel.link().isOpen()) {
      state = State.CONVERSING;
      conversation.end(CloseReason.BUSY, ErrorCode.BUSY, "the server has no free connection");
    } else {
      close();
    }
  }

  private void open() throws IOException {
    listener.opened(number, channel.peer());
    channel.configure(options);
  }

  @Override
  public void ready() throws IOException {
    switch (state) {
      case SHAKING_HANDS -> shakeHands();
      case CONVERSING -> conversation.ready();
      case ENDING -> discard();
      case CLOSED -> {}
    }
  }

  /** A request may have come together with the end of the handshake: it is looked for at once. */
  private void shakeHands() throws IOException {
    if (channel.handshake()) {
      state = State.CONVERSING;
      conversation.ready();
    }
  }

  /** Ends our side, and waits for the peer to end its own (section 7). */
  void end(CloseReason why) throws IOException {
    because(why);
    state = State.ENDING;
    channel.endOutput();
    discard();
  }

  private void discard() throws IOException {
    if (channel.discard()) {
      close();
    }
  }

  @Override
  public void expired() throws IOException {
    switch (state) {
      case SHAKING_HANDS -> reset(CloseReason.HANDSHAKE_TIMEOUT);
      case CONVERSING -> conversation.expired();
      case ENDING -> close();
      case CLOSED -> {}
    }
  }

  @Override
  public void stop() throws IOException {
    switch (state) {
      case SHAKING_HANDS -> cut();
      case CONVERSING -> conversation.stop();
      case ENDING, CLOSED -> {}
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
  void reset(CloseReason why) {
    because(why);
    close(channel::reset);
  }

  private void close() {
    close(channel::close);
  }

  private void close(Runnable how) {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      how.run();
      place.release();
      listener.closed(number, reason);
    }
  }

  /** The first reason counts; without any it was the peer that ended. */
  void because(CloseReason why) {
    if (reason == CloseReason.PEER_CLOSED) {
      reason = why;
    }
  }
}
