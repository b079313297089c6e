// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.protocol.ServerOptions;
import java.time.Duration;

/**
 * The one clock that runs on a connection (PROTOCOL.md, section 6), and who may end it.
 *
 * <p>A channel's own read timeout would start anew with every byte, and leaves the channel unusable
 * when it fires. So the conversation only notes what it waits for and since when, and one {@link
 * Alarm} for each connection looks.
 *
 * <p>While the conversation waits for input, another thread may {@linkplain #claim claim} the
 * connection and end it; the conversation learns so when its read completes. All methods may be
 * called from any thread; none blocks.
 */
final class Clock {

  /** What the conversation waits for. */
  enum Kind {
    /** Nothing: it is at work. */
    NONE,
    /** The first byte of a frame (rule R6.2). */
    IDLE,
    /** The last byte of a frame (rule R6.3). */
    FRAME,
    /** The time that a DELAY asks for: the server's own, for which nobody is blamed. */
    DELAY,
    /** Room for a reply in the transport (rule R6.4). */
    WRITE,
    /** The peer's end, after our side was ended in order (rule R7.3). */
    LINGER
  }

  /** Between the 500 ms at least and the 1 s at most of rule R7.3. */
  private static final Duration LINGER_TIME = Duration.ofMillis(600);

  private final ServerOptions options;
  private final Alarm alarm;
  private Kind kind = Kind.NONE;
  private long since;
  private long delayNanos;
  private boolean reading;
  private boolean claimed;
  private boolean stopped;

  /**
   * Makes a clock that does not run.
   *
   * @param whenRinging is called on the timer's thread; it has to ask {@link #ring}
   */
  Clock(ServerOptions options, Alarm.Timer timer, Runnable whenRinging) {
    this.options = options;
    this.alarm = new Alarm(timer, whenRinging);
  }

  /** Starts a clock at this moment, in place of the one that ran. */
  synchronized void start(Kind next) {
    kind = next;
    since = System.nanoTime();
    setAlarm();
  }

  /**
   * To be called before a read: starts a clock unless that one runs already, so that bytes that
   * drip do not restart it.
   *
   * @return false if the connection is claimed and nothing more may be parsed
   */
  synchronized boolean beginRead(Kind waitingFor) {
    if (claimed) {
      return false;
    }
    reading = true;
    if (kind != waitingFor) {
      start(waitingFor);
    } else {
      setAlarm();
    }
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
   * To be called before a DELAY.
   *
   * @param end when it passes, as {@link System#nanoTime} tells it
   * @return false if the connection was cut and there is nothing to wait for
   */
  synchronized boolean beginDelay(long end) {
    delayNanos = Math.max(1, end - System.nanoTime());
    start(Kind.DELAY);
    return !stopped;
  }

  /**
   * Takes the connection over from its conversation, if that waits for input; if it is at work, its
   * next {@link #beginRead} returns false.
   *
   * @return whether the caller now has to end the connection
   */
  synchronized boolean claim() {
    boolean first = !claimed;
    claimed = true;
    return first && reading;
  }

  /**
   * To be called when the alarm rings. A conversation that waited for input too long is claimed.
   *
   * @return what has run out, and is now the caller's to act upon
   */
  synchronized Kind ring() {
    alarm.rang();
    if (limit() == 0 || System.nanoTime() - since < limit()) {
      setAlarm();
      return Kind.NONE;
    }
    Kind over = kind;
    return switch (over) {
      // Where bytes came in the last moment, the next read sets the alarm again.
      case IDLE, FRAME -> reading && claim() ? over : Kind.NONE;
      case DELAY -> {
        kind = Kind.NONE;
        yield over;
      }
      case NONE, WRITE, LINGER -> over;
    };
  }

  /**
   * Stops for ever.
   *
   * @return whether a DELAY was waiting, which no alarm will end now
   */
  synchronized boolean stop() {
    stopped = true;
    alarm.cancel();
    boolean waiting = kind == Kind.DELAY;
    kind = Kind.NONE;
    return waiting;
  }

  private void setAlarm() {
    long limit = limit();
    if (limit > 0 && !stopped) {
      alarm.set(since + limit);
    }
  }

  /** In nanoseconds; 0: none. */
  private long limit() {
    return switch (kind) {
      case NONE -> 0;
      case IDLE -> options.idleTimeout().toNanos();
      case FRAME -> options.frameTimeout().toNanos();
      case DELAY -> delayNanos;
      case WRITE -> options.writeTimeout().toNanos();
      case LINGER -> LINGER_TIME.toNanos();
    };
  }
}
