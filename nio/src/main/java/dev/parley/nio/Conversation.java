// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Clock.Kind;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameEncoder;
import java.io.IOException;
import java.nio.channels.SelectionKey;

/**
 * One client's conversation: an {@link Exchange}, and the waiting for what that needs to go on. The
 * box in the drawing of {@link Connection}, which is told how it ends.
 *
 * <p>Belongs to the thread of the connection's loop; no method blocks.
 */
final class Conversation {

  /** What is waited for, and so what the key looks for. */
  private enum State {
    RECEIVING(SelectionKey.OP_READ),
    SENDING(SelectionKey.OP_WRITE),
    DELAYING(0);

    private final int interest;

    State(int interest) {
      this.interest = interest;
    }
  }

  private final Connection connection;
  private final TimedChannel channel;
  private final Exchange exchange;
  private State state = State.RECEIVING;
  private boolean stopping;

  Conversation(Connection connection, TimedChannel channel, Exchange exchange) {
    this.connection = connection;
    this.channel = channel;
    this.exchange = exchange;
  }

  /** The channel can do what was waited for. Also to be called once to begin with. */
  void ready() throws IOException {
    switch (state) {
      case RECEIVING -> receive();
      case SENDING -> proceed();
      case DELAYING -> {}
    }
  }

  private void receive() throws IOException {
    if (exchange.receive()) {
      proceed();
    } else {
      end(CloseReason.PEER_CLOSED);
    }
  }

  private void proceed() throws IOException {
    switch (exchange.proceed()) {
      case INPUT -> awaitInput();
      case ROOM -> await(State.SENDING, Kind.WRITE);
      case TIME -> awaitTime();
      case END -> end(CloseReason.TOO_LARGE);
    }
  }

  private void awaitInput() throws IOException {
    if (stopping) {
      end(CloseReason.STOPPED);
    } else {
      await(State.RECEIVING, exchange.isMidFrame() ? Kind.FRAME : Kind.IDLE);
    }
  }

  private void awaitTime() {
    state = State.DELAYING;
    channel.awaitTime(exchange.delayUntil());
  }

  private void await(State next, Kind waitingFor) {
    state = next;
    channel.await(next.interest, waitingFor);
  }

  /** The clock has expired. */
  void expired() throws IOException {
    switch (state) {
      case RECEIVING -> timeOut();
      case SENDING -> tryAgain();
      case DELAYING -> proceed();
    }
  }

  private void timeOut() throws IOException {
    if (channel.awaited() == Kind.IDLE) {
      end(CloseReason.IDLE_TIMEOUT, ErrorCode.TIMEOUT, "no byte of a frame for too long");
    } else {
      end(CloseReason.FRAME_TIMEOUT, ErrorCode.TIMEOUT, "a frame was incomplete for too long");
    }
  }

  /** Room is told of only when a good part of the send buffer is free; a slow peer makes less. */
  private void tryAgain() throws IOException {
    if (exchange.sendSome()) {
      proceed();
    } else {
      connection.reset(CloseReason.WRITE_TIMEOUT);
    }
  }

  /** Ends when all that was read is answered (rule R12.2). */
  void stop() throws IOException {
    stopping = true;
    if (state == State.RECEIVING) {
      awaitInput();
    }
  }

  /** Ends with a last word, whatever was read. */
  void end(CloseReason why, ErrorCode code, String text) throws IOException {
    connection.because(why);
    exchange.endWith(FrameEncoder.error(0, code, text));
    proceed();
  }

  private void end(CloseReason why) throws IOException {
    exchange.clear(); // nobody answers what is left
    connection.end(why);
  }
}
