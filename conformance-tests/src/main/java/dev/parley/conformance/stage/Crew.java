// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that run parts of a scenario at the same time. */
final class Crew {

  private static final Duration BUDGET = Duration.ofSeconds(60);

  private Crew() {}

  /**
   * Runs all tasks and waits for their end. After the first failure {@code abort} is called, so
   * that the others end soon, and that failure is thrown.
   *
   * @param first where the first failure is kept, of this crew and of those that its tasks employ
   */
  static void run(List<Task> tasks, AtomicReference<@Nullable Throwable> first, Runnable abort) {
    List<Thread> threads = new ArrayList<>();
    for (Task task : tasks) {
      // Platform threads: a style that hogs the carriers of virtual threads must not stop the
      // suite.
      Thread.Builder builder = Thread.ofPlatform().daemon().name("parley-suite-" + threads.size());
      threads.add(builder.start(() -> run(task, first, abort)));
    }
    join(threads, abort);
    rethrow(first.get());
  }

  private static void run(Task task, AtomicReference<@Nullable Throwable> first, Runnable abort) {
    try {
      task.run();
    } catch (Throwable failure) {
      if (first.compareAndSet(null, failure)) {
        abort.run();
      }
    }
  }

  private static void join(List<Thread> threads, Runnable abort) {
    long deadline = System.nanoTime() + BUDGET.toNanos();
    try {
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          abort.run();
          throw new HarnessFault("the scenario took more than " + BUDGET.toSeconds() + " s", null);
        }
      }
    } catch (InterruptedException e) {
      abort.run();
      throw new HarnessFault("interrupted while a scenario ran", e);
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new HarnessFault("a part of the scenario broke", failure);
    }
  }
}
