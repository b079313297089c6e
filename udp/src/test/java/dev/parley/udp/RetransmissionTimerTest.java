// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetransmissionTimerTest {

  /** As little jitter as there can be, and then as much. */
  private final RetransmissionTimer steady = new RetransmissionTimer((ZeroRandom) () -> 0);

  private interface ZeroRandom extends RandomGenerator {
    @Override
    default long nextLong(long bound) {
      return 0;
    }
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void begins_with_a_second_and_doubles_up_to_a_minute() {
    assertThat(steady.interval(0)).isEqualTo(millis(1_000));
    assertThat(steady.interval(1)).isEqualTo(millis(2_000));
    assertThat(steady.interval(5)).isEqualTo(millis(32_000));
    assertThat(steady.interval(6)).isEqualTo(millis(60_000));
    assertThat(steady.interval(1_000_000)).isEqualTo(millis(60_000));
  }

  @Test
  void learns_how_long_replies_take_and_how_they_differ() {
    steady.replied(millis(400));
    assertThat(steady.interval(0)).isEqualTo(millis(1_200)); // RFC 6298: R + 4 * R / 2
    steady.replied(millis(400));
    assertThat(steady.interval(0)).isEqualTo(millis(1_000)); // the variation is 3 / 4 of it now
    steady.replied(millis(800));
    assertThat(steady.interval(0)).isEqualTo(millis(1_300)); // 450 + 4 * 212.5
    assertThat(steady.interval(1)).isEqualTo(2 * steady.interval(0));
  }

  @Test
  void is_never_impatient() {
    for (int count = 0; count < 100; count++) {
      steady.replied(millis(1));
    }
    assertThat(steady.interval(0)).isEqualTo(millis(200));
    steady.replied(-millis(5)); // a DELAY that was answered too early
    assertThat(steady.interval(0)).isEqualTo(millis(200));
    steady.replied(millis(100_000_000));
    assertThat(steady.interval(0)).isEqualTo(millis(60_000));
  }

  @Test
  void jitters_by_up_to_a_half() {
    RetransmissionTimer timer = new RetransmissionTimer(new Random(42));
    long[] intervals = new Random(1).longs(1_000).map(any -> timer.interval(0)).sorted().toArray();

    assertThat(intervals[0]).isBetween(millis(1_000), millis(1_010));
    assertThat(intervals[999]).isBetween(millis(1_490), millis(1_500));
  }
}
