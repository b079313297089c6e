// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import dev.parley.nio.Timers.Timer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** The loop with a selector that does what a kernel does not do on demand. */
class FaultySelectorTest {

  private static final Duration LONG = Duration.ofSeconds(5);

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** Keeps no list of its calls, since the loop calls it as often as it can. */
  private final Selector selector = mock(Selector.class, withSettings().stubOnly());

  private final EventLoop loop =
      new EventLoop(Thread.ofPlatform().name("tested"), selector, 1_024, failures::add);

  /** To be called once all else is arranged: to stub a mock that is called meanwhile is a race. */
  private void whenSelecting(Answer<Integer> answer) throws IOException {
    when(selector.isOpen()).thenReturn(true);
    when(selector.keys()).thenReturn(Set.of());
    when(selector.select(any(), anyLong())).thenAnswer(answer);
    when(selector.selectNow(any())).thenAnswer(answer);
    loop.start();
  }

  private static int pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1);
    return 0;
  }

  /** A loop that were left behind would never sleep, and would take memory from all tests after. */
  @AfterEach
  void end() throws InterruptedException {
    loop.stop();
    assertThat(loop.awaitEnd(LONG)).isTrue();
  }

  @Test
  void a_selector_that_fails_is_reported_and_asked_again_in_a_while() throws Exception {
    CountDownLatch asked = new CountDownLatch(3);
    long start = System.nanoTime();
    whenSelecting(call -> {
      asked.countDown();
      if (asked.getCount() > 0) {
        throw new IOException("no select");
      }
      return pause();
    });

    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
    assertThat(failures).extracting(Throwable::getMessage).contains("no select");
  }

  @Test
  void a_selector_that_returns_early_fires_no_timer_early() throws Exception {
    Handler handler = mock();
    CompletableFuture<Long> fired = new CompletableFuture<>();
    doAnswer(call -> fired.complete(System.nanoTime())).when(handler).expired();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
    loop.timers().set(new Timer(handler), deadline);

    whenSelecting(call -> 0);

    assertThat(fired.get(5, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(deadline);
    verify(handler, never()).ready();
  }

  @Test
  void what_fails_in_one_handler_is_no_other_channels_affair() throws Exception {
    Handler broken = mock();
    Handler sound = mock();
    OutOfMemoryError fault = new OutOfMemoryError("no room");
    doThrow(fault).when(broken).ready();
    doThrow(new IllegalStateException("nor can it close")).when(broken).failed(any());
    List<SelectionKey> keys = List.of(key(broken), key(sound));

    whenSelecting(call -> {
      Consumer<SelectionKey> action = call.getArgument(0);
      keys.forEach(action);
      return pause();
    });

    await().untilAsserted(() -> verify(broken, atLeast(2)).failed(fault));
    await().untilAsserted(() -> verify(sound, atLeast(2)).ready());
    assertThat(failures).extracting(Throwable::getMessage).contains("nor can it close");
  }

  private static SelectionKey key(Handler handler) {
    SelectionKey key = mock();
    when(key.attachment()).thenReturn(handler);
    return key;
  }

  @Test
  void a_selector_that_cannot_be_closed_is_reported() throws Exception {
    doThrow(new IOException("no close")).when(selector).close();
    whenSelecting(call -> pause());

    loop.stop();

    assertThat(loop.awaitEnd(LONG)).isTrue();
    assertThat(failures).extracting(Throwable::getMessage).containsExactly("no close");
  }
}
