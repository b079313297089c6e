// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One alarm that rings at the earliest time it was set to. It is lazy: setting it to a later time
 * than it rings at anyway costs a comparison, and whoever it calls too early sets it again. So what
 * starts a clock with every message sets an alarm every few seconds.
 *
 * <p>Guarded by the lock of what owns it.
 */
final class Alarm {

  /** What tells the time to an alarm. */
  interface Timer {
    /**
     * Runs a task at a time, as {@link System#nanoTime} tells it, or a moment later; never early.
     * Does not block.
     */
    Future<?> at(long time, Runnable task);
  }

  private final Timer timer;
  private final Runnable whenRinging;
  private @Nullable Future<?> pending;
  private long pendingTime;

  /**
   * Makes an alarm that is not set.
   *
   * @param whenRinging is called on the timer's thread; it has to call {@link #rang} first
   */
  Alarm(Timer timer, Runnable whenRinging) {
    this.timer = timer;
    this.whenRinging = whenRinging;
  }

  /** Sets the alarm, unless it rings before that time anyway. */
  void set(long time) {
    if (pending != null && pendingTime - time <= 0) {
      return;
    }
    cancel();
    pendingTime = time;
    pending = timer.at(time, whenRinging);
  }

  /** Notes that the alarm rang, so that it can be set again, unless it was set anew meanwhile. */
  void rang() {
    if (pending != null && pendingTime - System.nanoTime() <= 0) {
      pending = null;
    }
  }

  /** Takes the alarm back. */
  void cancel() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
