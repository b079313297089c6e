// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.parley.nio.Timers.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {

  private final Timers timers = new Timers();
  private final Handler first = mock();
  private final Handler second = mock();
  private final Timer firstTimer = new Timer(first);
  private final Timer secondTimer = new Timer(second);

  @Test
  void fires_at_the_deadline_and_once() {
    timers.set(firstTimer, 10);

    assertThat(timers.poll(9)).isNull();
    assertThat(timers.poll(10)).isSameAs(first);
    assertThat(timers.poll(1_000)).isNull();
  }

  @Test
  void tells_how_long_to_wait() {
    assertThat(timers.untilNext(5)).isEqualTo(Long.MAX_VALUE);

    timers.set(firstTimer, 20);
    timers.set(secondTimer, 10);

    assertThat(timers.untilNext(5)).isEqualTo(5);
    assertThat(timers.untilNext(12)).isEqualTo(-2);
  }

  @Test
  void a_later_deadline_holds() {
    timers.set(firstTimer, 10);
    timers.set(firstTimer, 30);

    assertThat(timers.poll(29)).isNull();
    assertThat(timers.untilNext(29)).isEqualTo(1);
    assertThat(timers.poll(30)).isSameAs(first);
  }

  @Test
  void an_earlier_deadline_holds() {
    timers.set(secondTimer, 20);
    timers.set(firstTimer, 30);
    timers.set(firstTimer, 10);

    assertThat(timers.poll(10)).isSameAs(first);
    assertThat(timers.poll(10)).isNull();
  }

  @Test
  void a_deadline_that_was_moved_both_ways_holds() {
    timers.set(firstTimer, 10);
    timers.set(firstTimer, 30);
    timers.set(firstTimer, 20);

    assertThat(timers.poll(19)).isNull();
    assertThat(timers.poll(20)).isSameAs(first);
  }

  @Test
  void a_cancelled_timer_does_not_fire() {
    timers.set(firstTimer, 10);
    timers.set(secondTimer, 20);
    timers.cancel(firstTimer);
    timers.cancel(firstTimer);

    assertThat(timers.poll(15)).isNull();
    assertThat(timers.untilNext(15)).isEqualTo(5);
  }

  @Test
  void a_timer_that_fired_can_be_set_again() {
    timers.set(firstTimer, 10);
    timers.poll(10);
    timers.set(firstTimer, 20);

    assertThat(timers.poll(20)).isSameAs(first);
  }

  @Test
  void nano_time_may_overflow() {
    long now = Long.MAX_VALUE - 5;
    timers.set(firstTimer, now + 10);
    timers.set(secondTimer, now + 3);

    assertThat(timers.untilNext(now)).isEqualTo(3);
    assertThat(timers.poll(now + 4)).isSameAs(second);
    assertThat(timers.poll(now + 4)).isNull();
    assertThat(timers.poll(now + 10)).isSameAs(first);
  }

  /** Thousands of moves of a hundred timers, beside a table that simply knows all deadlines. */
  @Test
  void behaves_like_a_list_of_deadlines() {
    Random random = new Random(42);
    List<Handler> handlers = new ArrayList<>();
    List<Timer> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      handlers.add(mock());
      all.add(new Timer(handlers.get(i)));
    }
    Map<Handler, Long> expected = new HashMap<>();

    for (long now = 0; now < 20_000; now++) {
      int i = random.nextInt(100);
      if (random.nextInt(5) == 0) {
        timers.cancel(all.get(i));
        expected.remove(handlers.get(i));
      } else {
        long deadline = now + 1 + random.nextInt(300);
        timers.set(all.get(i), deadline);
        expected.put(handlers.get(i), deadline);
      }
      for (Handler due = timers.poll(now); due != null; due = timers.poll(now)) {
        assertThat(expected.remove(due)).isNotNull().isLessThanOrEqualTo(now);
      }
      long instant = now;
      assertThat(expected.values()).noneMatch(deadline -> deadline <= instant);
    }
  }
}
