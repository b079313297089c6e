// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When an executor may call itself terminated. */
class JoiningExecutorTest {

  private final CountDownLatch lastStep = new CountDownLatch(1);
  private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

  static Stream<Function<ThreadFactory, ExecutorService>> kinds() {
    return Stream.of(
        Executors::newSingleThreadExecutor,
        factory -> Executors.newFixedThreadPool(3, factory),
        Executors::newThreadPerTaskExecutor);
  }

  /** Makes threads whose last step, behind all that an executor knows of, takes a while. */
  private Thread slowToGo(Runnable task) {
    Thread thread =
        Thread.ofPlatform()
            .unstarted(() -> {
              task.run();
              awaitLastStep();
            });
    made.add(thread);
    return thread;
  }

  private void awaitLastStep() {
    try {
      lastStep.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void is_terminated_when_its_threads_are_gone(Function<ThreadFactory, ExecutorService> kind)
      throws Exception {
    var executor = new JoiningExecutor(this::slowToGo, kind);
    executor.submit(() -> {}).get();
    executor.submit(() -> {}).get();
    executor.shutdown();

    assertThat(executor.awaitTermination(100, MILLISECONDS)).isFalse();
    assertThat(executor.isTerminated()).isFalse();

    lastStep.countDown();
    assertThat(executor.awaitTermination(5, SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(made).hasSizeGreaterThan(0).noneMatch(Thread::isAlive);
  }

  @Test
  void a_task_that_does_not_end_is_waited_for_no_longer_than_asked() throws Exception {
    ThreadFactory threads = Thread.ofVirtual().factory();
    var executor = new JoiningExecutor(threads, Executors::newThreadPerTaskExecutor);
    executor.execute(this::awaitLastStep);
    executor.shutdown();

    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.awaitTermination(100, MILLISECONDS)).isFalse();

    executor.shutdownNow();
    await().until(executor::isTerminated);
  }
}
