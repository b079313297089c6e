// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blocking.Clock.Kind;
import dev.parley.protocol.ServerOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time is passed in, so nothing here waits; what is early counts from before the start. */
class ClockTest {

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration FRAME = Duration.ofSeconds(10);

  private final Clock clock = new Clock(ServerOptions.defaults());

  @Test
  void nothing_runs_at_first() {
    assertThat(clock.expired(in(Duration.ofDays(1)))).isEqualTo(Kind.NONE);
  }

  @Test
  void each_clock_expires_after_its_own_time_and_not_before() {
    long earlyForFrame = in(FRAME) - 1;
    clock.start(Kind.FRAME);
    assertThat(clock.expired(earlyForFrame)).isEqualTo(Kind.NONE);
    assertThat(clock.expired(in(FRAME))).isEqualTo(Kind.FRAME);
    long earlyForIdle = in(IDLE) - 1;
    clock.start(Kind.IDLE);
    assertThat(clock.expired(earlyForIdle)).isEqualTo(Kind.NONE);
    assertThat(clock.expired(in(IDLE))).isEqualTo(Kind.IDLE);
    clock.start(Kind.WRITE);
    assertThat(clock.expired(in(FRAME))).isEqualTo(Kind.WRITE);
    long earlyForLinger = in(Duration.ofMillis(500));
    clock.start(Kind.LINGER);
    assertThat(clock.expired(earlyForLinger)).isEqualTo(Kind.NONE);
    assertThat(clock.expired(in(Duration.ofMillis(900)))).isEqualTo(Kind.LINGER);
  }

  @Test
  void a_clock_of_zero_is_off() {
    var off = new Clock(ServerOptions.defaults().toBuilder().idleTimeout(Duration.ZERO).build());
    off.start(Kind.IDLE);
    assertThat(off.expired(in(Duration.ofDays(365)))).isEqualTo(Kind.NONE);
  }

  @Test
  void bytes_that_drip_do_not_restart_the_clock_of_their_frame() {
    clock.beginRead(Kind.FRAME);
    long afterTheFirstByte = in(FRAME);
    clock.endRead();
    clock.beginRead(Kind.FRAME);
    assertThat(clock.expired(afterTheFirstByte)).isEqualTo(Kind.FRAME);
  }

  @Test
  void a_reply_in_between_does() {
    clock.beginRead(Kind.FRAME);
    long afterTheFirstByte = in(FRAME);
    clock.endRead();
    clock.start(Kind.WRITE);
    clock.beginRead(Kind.FRAME);
    assertThat(clock.expired(afterTheFirstByte)).isEqualTo(Kind.NONE);
  }

  @Test
  void whoever_claims_first_while_the_owner_reads_has_to_end_it() {
    clock.beginRead(Kind.IDLE);
    assertThat(clock.claim()).isTrue();
    assertThat(clock.claim()).isFalse();
    assertThat(clock.endRead()).isFalse();
  }

  @Test
  void an_owner_at_work_learns_of_the_claim_before_its_next_read() {
    clock.beginRead(Kind.IDLE);
    assertThat(clock.endRead()).isTrue();
    assertThat(clock.claim()).isFalse();
    assertThat(clock.beginRead(Kind.IDLE)).isFalse();
  }

  @Test
  void a_clock_that_ran_out_claims_only_an_owner_that_still_reads() {
    long early = in(IDLE) - 1;
    clock.beginRead(Kind.IDLE);
    assertThat(clock.claimExpired(early)).isFalse();
    clock.endRead();
    assertThat(clock.claimExpired(in(IDLE))).isFalse();
    clock.beginRead(Kind.IDLE);
    assertThat(clock.claimExpired(in(IDLE))).isTrue();
    assertThat(clock.claimExpired(in(IDLE))).isFalse();
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }
}
