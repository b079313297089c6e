// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private final List<CompletableFuture<Void>> set = new ArrayList<>();
  private final Alarm alarm =
      new Alarm(
          (time, task) -> {
            set.add(new CompletableFuture<>());
            return set.getLast();
          },
          () -> {});
  private final long now = System.nanoTime();
  private final long soon = now + TimeUnit.MINUTES.toNanos(1);
  private final long late = now + TimeUnit.MINUTES.toNanos(2);

  @Test
  void a_later_time_costs_nothing() {
    alarm.set(soon);
    alarm.set(late);
    alarm.set(soon);
    assertThat(set).hasSize(1);
  }

  @Test
  void an_earlier_time_takes_the_place_of_the_later() {
    alarm.set(late);
    alarm.set(soon);
    assertThat(set).hasSize(2);
    assertThat(set.get(0)).isCancelled();
    assertThat(set.get(1)).isNotCancelled();
  }

  @Test
  void one_that_rang_can_be_set_again() {
    alarm.set(now);
    alarm.rang();
    alarm.set(late);
    assertThat(set).hasSize(2);
    assertThat(set.get(0)).isNotCancelled();
  }

  @Test
  void one_that_was_set_anew_while_the_old_one_rang_is_not_forgotten() {
    alarm.set(late);
    alarm.set(soon);
    alarm.rang();
    alarm.cancel();
    assertThat(set.get(1)).isCancelled();
  }
}
