// SPDX-License-Identifier: Apache-2.0
package dev.parley.blocking;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** How a server waits for its own threads to end. */
public final class Threads {

  private static final long LONGEST_MILLIS = 500;

  private Threads() {}

  /**
   * Shuts an executor down and waits until its threads are gone. Blocks for half a second at most:
   * what they waited for has been closed, so that only a listener that blocks can be in the way.
   */
  public static void awaitEnd(ExecutorService threads) {
    threads.shutdown();
    try {
      threads.awaitTermination(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
