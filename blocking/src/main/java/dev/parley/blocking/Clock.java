// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.protocol.ServerOptions;
import java.time.Duration;

/**
 * The one clock that runs on a connection (PROTOCOL.md, section 6), and who may end it.
 *
 * <p>A read timeout for each {@code read} would start anew with every byte, and a blocking {@code
 * write} has no timeout at all. So the connection's thread only notes what it waits for and since
 * when, and the watchdog of {@link Connections} looks.
 *
 * <p>While the connection's thread waits for input, another thread may {@linkplain #claim claim}
 * the connection and end it; its own thread learns so when the read returns. All methods may be
 * called from any thread; none blocks.
 */
final class Clock {

  /** What the connection waits for. */
  enum Kind {
    /** Nothing that the peer could be blamed for: a DELAY, or the server's own work. */
    NONE,
    /** The end of a TLS handshake (rule R6.1). */
    HANDSHAKE,
    /** The first byte of a frame (rule R6.2). */
    IDLE,
    /** The last byte of a frame (rule R6.3). */
    FRAME,
    /** Room for a reply in the transport (rule R6.4). */
    WRITE,
    /** The peer's end, after our side was ended in order (rule R7.3). */
    LINGER
  }

  /** Between the 500 ms at least and the 1 s at most of rule R7.3, with room for the watchdog. */
  private static final Duration LINGER_TIME = Duration.ofMillis(600);

  private final ServerOptions options;
  private Kind kind = Kind.NONE;
  private long since;
  private boolean reading;
  private boolean claimed;

  Clock(ServerOptions options) {
    this.options = options;
  }

  /** Starts a clock at this moment, in place of the one that ran. */
  synchronized void start(Kind next) {
    kind = next;
    since = System.nanoTime();
  }

  /**
   * To be called before a read: starts a clock unless that one runs already, so that bytes that
   * drip do not restart it.
   *
   * @return false if the connection is claimed and its thread must not parse any more
   */
  synchronized boolean beginRead(Kind waitingFor) {
    if (claimed) {
      return false;
    }
    if (kind != waitingFor) {
      start(waitingFor);
    }
    reading = true;
    return true;
  }

  /**
   * To be called after a read.
   *
   * @return false if the connection was claimed meanwhile: what was read is to be discarded
   */
  synchronized boolean endRead() {
    reading = false;
    return !claimed;
  }

  /**
   * Takes the connection over from its own thread, if that waits for input; if it is at work, its
   * next {@link #beginRead} returns false.
   *
   * @return whether the caller now has to end the connection
   */
  synchronized boolean claim() {
    boolean first = !claimed;
    claimed = true;
    return first && reading;
  }

  /** Returns whether a handshake is not done yet. */
  synchronized boolean isShakingHands() {
    return kind == Kind.HANDSHAKE;
  }

  /** As {@link #claim}, but only if the clock has run out while the connection's thread reads. */
  synchronized boolean claimExpired(long now) {
    return reading && !claimed && expired(now) != Kind.NONE && claim();
  }

  /** Returns the clock that has run out at {@code now}, or {@link Kind#NONE}. */
  synchronized Kind expired(long now) {
    long limit = limit().toNanos();
    return limit > 0 && now - since >= limit ? kind : Kind.NONE;
  }

  private Duration limit() {
    return switch (kind) {
      case NONE -> Duration.ZERO;
      case HANDSHAKE -> options.handshakeTimeout();
      case IDLE -> options.idleTimeout();
      case FRAME -> options.frameTimeout();
      case WRITE -> options.writeTimeout();
      case LINGER -> LINGER_TIME;
    };
  }
}
