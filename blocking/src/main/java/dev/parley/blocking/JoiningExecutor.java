// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An executor that is terminated when its threads are gone (rule R12.5). The JDK's call themselves
 * terminated a moment before: it is their last thread that says so, and then ends.
 *
 * <p>It remembers the threads that run, and of those that have come to their end the few that may
 * not be gone yet. May be used by any thread.
 */
public final class JoiningExecutor extends AbstractExecutorService {

  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Queue<Thread> ending = new ConcurrentLinkedQueue<>();
  private final ExecutorService executor;

  /**
   * Makes an executor.
   *
   * @param threads makes its threads
   * @param kind makes the executor of the JDK's that runs the tasks, on threads of the factory that
   *     it is given
   */
  public JoiningExecutor(ThreadFactory threads, Function<ThreadFactory, ExecutorService> kind) {
    executor = kind.apply(task -> threads.newThread(() -> run(task)));
  }

  /** What a thread does from its beginning to its end. */
  private void run(Runnable task) {
    Thread thread = Thread.currentThread();
    running.add(thread);
    try {
      task.run();
    } finally {
      ending.removeIf(other -> !other.isAlive());
      ending.add(thread);
      running.remove(thread);
    }
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void shutdown() {
    executor.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return executor.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated() && threads().stream().noneMatch(Thread::isAlive);
  }

  /** Blocks until the threads are gone, or for the time that is given. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    boolean gone = executor.awaitTermination(timeout, unit); // blocks
    for (Thread thread : threads()) {
      gone &= thread.join(Duration.ofNanos(deadline - System.nanoTime())); // blocks
    }
    return gone;
  }

  /** In this order no thread is missed that goes from one to the other meanwhile. */
  private List<Thread> threads() {
    List<Thread> threads = new ArrayList<>(running);
    threads.addAll(ending);
    return threads;
  }
}
