// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Task;
import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server's threads from all others: a platform thread belongs to the group of the thread
 * that started it, and so do those that it starts in turn. The JDK starts what carries and wakes
 * virtual threads in groups of its own. Virtual threads belong to none and are not seen.
 */
final class OwnThreads {

  /** How long a thread may take from its last deed to its end. */
  private static final Duration LAST_BREATH = Duration.ofMillis(500);

  private final ThreadGroup group = new ThreadGroup("parley-suite-judged");

  OwnThreads() {}

  /** Runs a task in a thread of the group, and waits for its end. */
  void run(Task task) throws Exception {
    var failure = new AtomicReference<@Nullable Throwable>();
    Thread thread =
        new Thread(
            group,
            () -> {
              try {
                task.run();
              } catch (Throwable thrown) {
                failure.set(thrown);
              }
            },
            "parley-suite-judge");
    thread.start();
    thread.join();
    switch (failure.get()) {
      case null -> {}
      case Error error -> throw error;
      case Exception exception -> throw exception;
      default -> throw new HarnessFault("neither an error nor an exception", failure.get());
    }
  }

  /** Returns the threads that live on, in words, after they had a moment to end. */
  List<String> left() {
    long deadline = System.nanoTime() + LAST_BREATH.toNanos();
    List<String> left = alive();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      Pause.of(Duration.ofMillis(5));
      left = alive();
    }
    return left;
  }

  private List<String> alive() {
    Thread[] threads = new Thread[group.activeCount() + 1000];
    group.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .filter(Thread::isAlive)
        .filter(thread -> !isOfTheJdk(thread))
        .map(OwnThreads::describe)
        .toList();
  }

  /** The JDK starts some of its own threads lazily, on behalf of whoever needs them first. */
  private static boolean isOfTheJdk(Thread thread) {
    return thread.getClass() != Thread.class && thread.getClass().getClassLoader() == null;
  }

  private static String describe(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    String at = stack.length == 0 ? "" : " at " + stack[0];
    return "thread '" + thread.getName() + "'" + at;
  }
}
