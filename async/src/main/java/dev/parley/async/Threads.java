// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Makes the threads of one server, and remembers them, so that their end can be waited for: an
 * executor, or a channel group, calls itself terminated a moment before its last thread is gone.
 */
final class Threads implements ThreadFactory {

  private static final long LONGEST_MILLIS = 500;

  private final ThreadFactory factory;
  private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

  /**
   * Makes a factory of platform threads that are called {@code name-1}, {@code name-2} and so on.
   */
  Threads(String name) {
    this.factory = Thread.ofPlatform().name(name + "-", 1).factory();
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = factory.newThread(task);
    made.add(thread);
    return thread;
  }

  /**
   * Waits until every thread is gone, except the one that calls. Blocks for half a second at most:
   * what they waited for has been closed, so that only a listener that blocks can be in the way.
   */
  void awaitEnd() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    try {
      for (Thread thread : made) {
        long left = deadline - System.nanoTime();
        if (left > 0 && thread.isAlive() && thread != Thread.currentThread()) {
          TimeUnit.NANOSECONDS.timedJoin(thread, left); // blocks
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
