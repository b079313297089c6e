// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.Responder;
import dev.parley.protocol.Responder.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * The exchange of requests for replies on one connection: receive, answer, send. Each call does
 * what can be done without waiting and says what is to be waited for.
 *
 * <p>Either it receives or it sends. While there is a reply that the transport does not take, or a
 * DELAY, nothing is read: the transport's own buffers are the high-water mark, and a client who
 * does not read its replies is stopped by them (rules R1.4 and R9.1).
 */
final class Exchange {

  /** What is to be waited for. */
  enum Next {
    /** More requests. All replies are sent. */
    INPUT,
    /** Room in the transport for replies that are ready. */
    ROOM,
    /** The time of a DELAY. */
    TIME,
    /** Nothing: a fatal ERROR was sent. */
    END
  }

  /** How many ERRORs and DELAYs one client gets before it is the others' turn. */
  private static final int MOST_STEPS = 64;

  private final Link link;
  private final Responder responder;
  private final Clock clock;
  private final InFlight bytes;
  private Outcome outcome = Outcome.INCOMPLETE;
  private long delayUntil;

  /** Makes an exchange; {@code buffer} is the loop's, and the clock is told of progress. */
  Exchange(Link link, Responder responder, Clock clock, ByteBuffer buffer) {
    this.link = link;
    this.responder = responder;
    this.clock = clock;
    this.bytes = new InFlight(buffer);
  }

  /** Receives and answers what is there. Returns false at the client's end. */
  boolean receive() throws IOException {
    if (bytes.read(link, responder.frameSize()) < 0) {
      return false;
    }
    answer();
    return true;
  }

  /** Answers requests up to one that needs more than a reply in its place. */
  private void answer() {
    outcome = responder.answer(bytes.bytes());
    switch (outcome) {
      case INCOMPLETE -> {}
      case DELAY ->
          delayUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(responder.delayMillis());
      case ERROR, FATAL -> bytes.add(responder.error());
    }
  }

  /** Sends what is answered and answers what follows, up to something that must be waited for. */
  Next proceed() throws IOException {
    Next next = advance();
    bytes.keep(responder.frameSize());
    return next;
  }

  private Next advance() throws IOException {
    for (int step = 0; step < MOST_STEPS && send(); step++) {
      switch (outcome) {
        case INCOMPLETE -> {
          return Next.INPUT;
        }
        case DELAY -> {
          if (delayUntil - System.nanoTime() > 0) {
            return Next.TIME;
          }
          responder.delayPassed(bytes.bytes());
        }
        case ERROR -> {
          responder.skip(bytes.bytes());
          bytes.skipped();
        }
        case FATAL -> {
          return Next.END;
        }
      }
      answer();
    }
    return Next.ROOM;
  }

  /** Returns whether all that is ready is sent. */
  private boolean send() throws IOException {
    sendSome();
    return bytes.allSent(link);
  }

  /** Returns whether the transport took anything. That is progress: clocks start anew. */
  boolean sendSome() throws IOException {
    boolean progress = bytes.send(link) > 0;
    if (progress) {
      clock.progress();
    }
    return progress;
  }

  /** Answers no more, whatever was read, and says a last word; {@link #proceed} sends it. */
  void endWith(ByteBuffer error) {
    bytes.add(error);
    outcome = Outcome.FATAL;
  }

  /** Returns whether some bytes of a frame are there. */
  boolean isMidFrame() {
    return !bytes.isEmpty();
  }

  /** Returns when the time of the DELAY is over. */
  long delayUntil() {
    return delayUntil;
  }

  /** Lets the memory go. */
  void clear() {
    bytes.clear();
  }
}
