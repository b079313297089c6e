// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The loop with a selector of the system. */
class EventLoopTest {

  private static final Duration LONG = Duration.ofSeconds(5);

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  private EventLoop loop(Selector used) {
    return new EventLoop(Thread.ofPlatform().name("tested"), used, 1_024, failures::add);
  }

  @Test
  void a_task_that_fails_is_reported_and_the_next_one_runs() throws Exception {
    EventLoop real = loop(Selector.open());
    CountDownLatch ran = new CountDownLatch(1);
    real.execute(() -> {
      throw new IllegalStateException("no task");
    });
    real.execute(ran::countDown);

    real.start();

    assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(failures).extracting(Throwable::getMessage).containsExactly("no task");
    real.stop();
    assertThat(real.awaitEnd(LONG)).isTrue();
  }

  @Test
  void an_interrupt_neither_ends_the_loop_nor_makes_it_spin() throws Exception {
    EventLoop real = loop(Selector.open());
    real.start();
    try {
      CompletableFuture<Thread> thread = new CompletableFuture<>();
      real.execute(() -> thread.complete(Thread.currentThread()));
      long id = thread.get(5, TimeUnit.SECONDS).threadId();

      thread.join().interrupt();

      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      await().until(() -> !thread.join().isInterrupted());
      long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
      await().pollDelay(Duration.ofMillis(300)).until(() -> true);
      real.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
      assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
      assertThat(ManagementFactory.getThreadMXBean().getThreadCpuTime(id) - before)
          .isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
    } finally {
      real.stop();
      assertThat(real.awaitEnd(LONG)).isTrue();
    }
  }

  @Test
  void its_own_thread_does_not_wait_for_itself() throws Exception {
    EventLoop real = loop(Selector.open());
    real.start();
    CompletableFuture<Boolean> waited = new CompletableFuture<>();
    real.execute(() -> {
      try {
        waited.complete(real.awaitEnd(LONG));
      } catch (InterruptedException e) {
        waited.completeExceptionally(e);
      }
    });

    assertThat(waited.get(10, TimeUnit.SECONDS)).isTrue();

    real.cut();
    assertThat(real.awaitEnd(LONG)).isTrue();
  }

  @Test
  void a_loop_whose_selector_was_closed_ends() throws Exception {
    Selector real = Selector.open();
    EventLoop abandoned = loop(real);
    abandoned.start();

    abandoned.abandon();

    assertThat(abandoned.awaitEnd(LONG)).isTrue();
  }
}
