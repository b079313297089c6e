// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ToldBusyTest {

  @Test
  void all_who_connect_and_are_told_within_an_orderly_end_count() {
    assertThat(ToldBusy.mostAtOnce(everyMillis(4, 70))).isEqualTo(70);
  }

  @Test
  void a_slow_suite_counts_those_whose_ends_surely_overlap() {
    assertThat(ToldBusy.mostAtOnce(everyMillis(50, 70))).isEqualTo(9);
  }

  @Test
  void nobody_told_is_nobody_at_once() {
    assertThat(ToldBusy.mostAtOnce(List.of())).isZero();
  }

  /** Clients one after the other, each told 50 ms after it began to connect. */
  private static List<ToldBusy> everyMillis(long millis, int clients) {
    return LongStream.range(0, clients)
        .map(i -> Duration.ofMillis(i * millis).toNanos())
        .mapToObj(at -> new ToldBusy(at, at + Duration.ofMillis(50).toNanos()))
        .toList();
  }
}
