// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that run parts of a scenario at the same time. Its tasks may run crews of their own. */
final class Crew {

  private final Duration budget;
  private final Runnable abort;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  /**
   * Makes a crew.
   *
   * @param budget how long a run may take
   * @param abort makes the other tasks end soon, after the first failure
   */
  Crew(Duration budget, Runnable abort) {
    this.budget = budget;
    this.abort = abort;
  }

  /**
   * Runs all tasks and waits for their end. The first failure is thrown, also where it was that of
   * a task's own run within this one.
   */
  void run(List<Task> tasks) {
    // What failed in a run that is over was thrown then, and may have been forgiven.
    if (running.getAndIncrement() == 0) {
      first.set(null);
    }
    try {
      List<Thread> threads = new ArrayList<>();
      for (Task task : tasks) {
        // Platform threads: a style that hogs the carriers of virtual threads must not stop the
        // suite.
        Thread.Builder thread = Thread.ofPlatform().daemon().name("parley-suite-" + threads.size());
        threads.add(thread.start(() -> run(task)));
      }
      join(threads);
    } finally {
      running.decrementAndGet();
    }
    rethrow(first.get());
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (Throwable failure) {
      if (first.compareAndSet(null, failure)) {
        abort.run();
      }
    }
  }

  private void join(List<Thread> threads) {
    long deadline = System.nanoTime() + budget.toNanos();
    try {
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          Throwable failed = first.get(); // before the others fail of the abort
          Throwable hangs = whereItIs(thread);
          abort.run();
          rethrow(failed);
          throw new HarnessFault("the scenario took more than " + budget.toSeconds() + " s", hangs);
        }
      }
    } catch (InterruptedException e) {
      abort.run();
      throw new HarnessFault("interrupted while a scenario ran", e);
    }
  }

  private static Throwable whereItIs(Thread thread) {
    var hangs = new IllegalStateException("a part of it has not ended");
    hangs.setStackTrace(thread.getStackTrace());
    return hangs;
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
