// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.async.Clock.Kind;
import dev.parley.protocol.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockTest {

  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration LONG = Duration.ofHours(1);

  private record Setting(long time, Future<?> alarm) {}

  private final List<Setting> settings = new ArrayList<>();
  private final Alarm.Timer timer =
      (time, task) -> {
        var alarm = new CompletableFuture<Void>();
        settings.add(new Setting(time, alarm));
        return alarm;
      };

  @Test
  void a_busy_connection_leaves_its_alarm_alone() {
    Clock clock = clock(LONG, LONG, Duration.ofMinutes(1));
    for (int message = 0; message < 1000; message++) {
      clock.beginRead(Kind.IDLE);
      clock.endRead();
      clock.start(Kind.WRITE);
    }
    assertThat(settings).hasSize(2);
    assertThat(settings.get(0).alarm()).isCancelled();
    assertThat(settings.get(1).alarm()).isNotCancelled();
  }

  @Test
  void an_alarm_that_rings_too_early_is_set_to_the_real_time() {
    Clock clock = clock(LONG, LONG, SHORT);
    clock.start(Kind.WRITE);
    clock.beginRead(Kind.IDLE);
    long start = System.nanoTime();
    await().until(() -> System.nanoTime() - settings.getLast().time() > 0);
    assertThat(clock.ring()).isEqualTo(Kind.NONE);
    assertThat(settings.getLast().time() - start).isGreaterThan(TimeUnit.MINUTES.toNanos(59));
  }

  @Test
  void what_waits_too_long_for_input_is_claimed() {
    Clock patient = clock(LONG, LONG, LONG);
    patient.beginRead(Kind.IDLE);
    assertThat(patient.ring()).isEqualTo(Kind.NONE);
    Clock clock = clock(SHORT, LONG, LONG);
    clock.beginRead(Kind.IDLE);
    await().until(() -> clock.ring() == Kind.IDLE);
    assertThat(clock.ring()).isEqualTo(Kind.NONE);
    assertThat(clock.endRead()).isFalse();
    assertThat(clock.beginRead(Kind.IDLE)).isFalse();
  }

  @Test
  void bytes_that_drip_do_not_restart_the_frame_clock() {
    Clock clock = clock(LONG, SHORT, LONG);
    long start = System.nanoTime();
    clock.beginRead(Kind.FRAME);
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          clock.endRead();
          clock.beginRead(Kind.FRAME);
          return clock.ring() == Kind.FRAME;
        });
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void a_clock_that_ran_out_while_at_work_rings_again_at_the_next_read() {
    Clock clock = clock(LONG, SHORT, LONG);
    clock.beginRead(Kind.FRAME);
    await().until(() -> System.nanoTime() - settings.getLast().time() > 0);
    clock.endRead();
    assertThat(clock.ring()).isEqualTo(Kind.NONE);
    int before = settings.size();
    clock.beginRead(Kind.FRAME);
    assertThat(settings).hasSize(before + 1);
    assertThat(clock.ring()).isEqualTo(Kind.FRAME);
  }

  @Test
  void a_clock_of_zero_is_off() {
    Clock clock = clock(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    clock.beginRead(Kind.IDLE);
    clock.beginRead(Kind.FRAME);
    clock.start(Kind.WRITE);
    assertThat(settings).isEmpty();
    assertThat(clock.ring()).isEqualTo(Kind.NONE);
  }

  @Test
  void the_write_clock_and_the_linger_clock_ring_though_nobody_reads() {
    Clock clock = clock(LONG, LONG, SHORT);
    clock.start(Kind.WRITE);
    await().until(() -> clock.ring() == Kind.WRITE);
    long before = System.nanoTime();
    clock.start(Kind.LINGER);
    long after = System.nanoTime();
    long time = settings.getLast().time();
    assertThat(Duration.ofNanos(time - before)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    assertThat(Duration.ofNanos(time - after)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    await().until(() -> clock.ring() == Kind.LINGER);
  }

  @Test
  void a_delay_passes_once_and_not_early() {
    Clock clock = clock(LONG, LONG, LONG);
    long end = System.nanoTime() + SHORT.toNanos();
    assertThat(clock.beginDelay(end)).isTrue();
    await().until(() -> clock.ring() == Kind.DELAY);
    assertThat(System.nanoTime() - end).isNotNegative();
    assertThat(clock.ring()).isEqualTo(Kind.NONE);
    assertThat(clock.stop()).isFalse();
  }

  @Test
  void a_delay_that_is_stopped_never_passes_and_none_begins_after() {
    Clock clock = clock(LONG, LONG, LONG);
    clock.beginDelay(System.nanoTime() + SHORT.toNanos());
    assertThat(clock.stop()).isTrue();
    assertThat(settings.getLast().alarm()).isCancelled();
    assertThat(clock.stop()).isFalse();
    int before = settings.size();
    assertThat(clock.beginDelay(System.nanoTime() + SHORT.toNanos())).isFalse();
    assertThat(settings).hasSize(before);
  }

  @Test
  void claims_only_one_that_waits_for_input_and_only_once() {
    Clock working = clock(LONG, LONG, LONG);
    assertThat(working.claim()).isFalse();
    assertThat(working.beginRead(Kind.IDLE)).isFalse();
    Clock reading = clock(LONG, LONG, LONG);
    reading.beginRead(Kind.IDLE);
    assertThat(reading.claim()).isTrue();
    assertThat(reading.claim()).isFalse();
  }

  private Clock clock(Duration idle, Duration frame, Duration write) {
    ServerOptions options =
        ServerOptions.defaults().toBuilder()
            .idleTimeout(idle)
            .frameTimeout(frame)
            .writeTimeout(write)
            .build();
    return new Clock(options, timer, () -> {});
  }
}
