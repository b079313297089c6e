// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a server that waits for times, so that none of the channel group's has to.
 * Setting an alarm and cancelling it cost O(log n). All methods may be called from any thread; none
 * blocks.
 */
final class Timers implements Alarm.Timer {

  private final ScheduledThreadPoolExecutor thread;

  /** Makes a timer; its thread starts with the first alarm. */
  Timers(ThreadFactory factory) {
    // After the end an alarm is of no use, and not an error either.
    thread = new ScheduledThreadPoolExecutor(1, factory, new ThreadPoolExecutor.DiscardPolicy());
    // Else a connection that is gone would stay in memory until its last alarm.
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Future<?> at(long time, Runnable task) {
    return thread.schedule(task, time - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Forgets every alarm, and ends the thread. */
  void end() {
    thread.shutdownNow();
  }
}
