// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void atFirstThePlanIsBelieved() {
    assertThat(new Schedule(600).left()).hasSeconds(600);
    assertThat(new Schedule(600).done()).isZero();
  }

  @Test
  void thenThePaceSoFar() {
    var schedule = new Schedule(600);

    schedule.done(300);

    assertThat(schedule.done()).isEqualTo(0.5);
    // Half of the work took no time, and so will the other half.
    assertThat(schedule.left()).hasSeconds(0);
  }

  @Test
  void isNeverMoreThanDone() {
    var schedule = new Schedule(10);

    schedule.done(30);

    assertThat(schedule.done()).isEqualTo(1);
    assertThat(schedule.left()).isZero();
  }
}
