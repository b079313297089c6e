// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import dev.parley.trace.event.SampleEvent;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a server's platform threads now and then, until it is closed. The Flight Recorder has
 * samples of its own, but one native thread at a time, which is too few for half a second.
 */
final class StackSampler implements AutoCloseable {

  /** How often it looks. */
  static final int PERIOD_MILLIS = 5;

  private static final int MOST_THREADS = 256;

  private final ThreadGroup threads;
  private final Thread sampler;

  /** Starts to look at the threads of a group, from outside of it. */
  StackSampler(ThreadGroup threads) {
    this.threads = threads;
    this.sampler =
        Thread.ofPlatform().group(threads.getParent()).name("sampler").daemon().start(this::run);
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS); // blocks
        look();
      }
    } catch (InterruptedException e) {
      // It was closed.
    }
  }

  private void look() {
    var found = new Thread[MOST_THREADS];
    int count = threads.enumerate(found, false);
    for (Thread thread : Arrays.asList(found).subList(0, count)) {
      StackTraceElement[] stack = thread.getStackTrace();
      if (stack.length > 0) {
        Call call = Call.of(stack);
        new SampleEvent(thread, call.name(), call.waits()).commit();
      }
    }
  }

  /** Ends it, in a moment. */
  @Override
  public void close() {
    sampler.interrupt();
  }
}
