// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Timers.Timer;
import dev.parley.protocol.ServerOptions;
import java.time.Duration;

/**
 * The one clock that runs on a connection (PROTOCOL.md, section 6): a timer of the loop that knows
 * what is waited for. Belongs to the loop's thread.
 */
final class Clock extends Timer {

  /** What the connection waits for. */
  enum Kind {
    /** Nothing that the peer could be blamed for. */
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

  /** Between the 500 ms at least and the 1 s at most of rule R7.3. */
  private static final Duration LINGER_TIME = Duration.ofMillis(600);

  private final ServerOptions options;
  private final Timers timers;
  private Kind kind = Kind.NONE;

  /** Makes a clock that does not run; {@code handler} is told when one expires. */
  Clock(ServerOptions options, Timers timers, Handler handler) {
    super(handler);
    this.options = options;
    this.timers = timers;
  }

  /** Returns which clock was started last. */
  Kind kind() {
    return kind;
  }

  /** Starts a clock unless that one runs already, so that bytes that drip do not restart it. */
  void start(Kind next) {
    if (kind != next) {
      kind = next;
      set(limit().toNanos());
    }
  }

  /** To be called when bytes were sent: whichever clock is started next starts anew. */
  void progress() {
    kind = Kind.NONE;
  }

  /** While no clock runs, expires at a moment that is not the peer's to keep: a DELAY's end. */
  void alarm(long time) {
    timers.set(this, time);
  }

  /** Stops for good. */
  void stop() {
    timers.cancel(this);
  }

  private void set(long nanos) {
    if (nanos > 0) {
      timers.set(this, System.nanoTime() + nanos);
    } else {
      timers.cancel(this);
    }
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
