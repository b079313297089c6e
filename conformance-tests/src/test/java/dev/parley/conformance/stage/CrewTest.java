// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CrewTest {

  private final CountDownLatch aborted = new CountDownLatch(1);
  private final Crew crew = new Crew(Duration.ofSeconds(20), aborted::countDown);

  @Test
  void the_first_failure_counts_and_ends_the_others() {
    Task waits =
        () -> {
          aborted.await();
          throw new Mismatch("more", "the end that the first failure brought");
        };

    assertThatThrownBy(() -> crew.run(List.of(waits, CrewTest::fails)))
        .hasMessageContaining("the first");
  }

  @Test
  void a_failure_of_a_run_within_a_run_is_the_outer_ones_too() {
    Task forgets =
        () -> {
          try {
            crew.run(List.of(CrewTest::fails));
          } catch (Mismatch forgotten) {
            aborted.await();
          }
        };

    assertThatThrownBy(() -> crew.run(List.of(forgets))).hasMessageContaining("the first");
  }

  @Test
  void a_failure_that_was_forgiven_is_not_the_next_runs() {
    assertThatThrownBy(() -> crew.run(List.of(CrewTest::fails))).isInstanceOf(Mismatch.class);

    assertThatCode(() -> crew.run(List.of(() -> {}))).doesNotThrowAnyException();
  }

  @Test
  void what_takes_longer_than_the_budget_is_the_suites_fault() {
    var never = new CountDownLatch(1);
    var hasty = new Crew(Duration.ofSeconds(1), never::countDown);

    assertThatThrownBy(() -> hasty.run(List.of(never::await)))
        .isInstanceOf(HarnessFault.class)
        .hasMessageContaining("took more than")
        .hasStackTraceContaining("CountDownLatch.await");
    assertThat(never.getCount()).isZero();
  }

  @Test
  void a_failure_counts_more_than_a_task_that_never_ends() {
    var never = new CountDownLatch(1);
    var hasty = new Crew(Duration.ofSeconds(1), () -> {});

    assertThatThrownBy(() -> hasty.run(List.of(never::await, CrewTest::fails)))
        .hasMessageContaining("the first");
    never.countDown();
  }

  private static void fails() {
    throw new Mismatch("a task that ends well", "the first failure");
  }
}
