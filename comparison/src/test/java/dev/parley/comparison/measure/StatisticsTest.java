// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void theMedianStandsInTheMiddle() {
    assertThat(Statistics.median(new double[] {9, 1, 2})).isEqualTo(2);
    assertThat(Statistics.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
  }

  @Test
  void theIntervalIsAsWideAsTheValuesAreApart() {
    double[] near = {1.00, 1.01, 1.02, 1.00, 1.01, 1.02, 1.01};
    double[] wide = {0.5, 1.0, 1.5, 0.7, 1.0, 1.3, 1.0};

    assertThat(Statistics.estimate(new double[] {2, 2, 2}, 1))
        .isEqualTo(new Statistics.Estimate(2, 2, 2));
    Statistics.Estimate sure = Statistics.estimate(near, 1);
    Statistics.Estimate unsure = Statistics.estimate(wide, 1);
    assertThat(sure.median()).isEqualTo(1.01);
    assertThat(sure.low()).isBetween(1.0, 1.01);
    assertThat(sure.high()).isBetween(1.01, 1.02);
    assertThat(unsure.high() - unsure.low()).isGreaterThan(10 * (sure.high() - sure.low()));
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[] values = {1, 2, 3, 4, 5};

    assertThat(Statistics.estimate(values, 7)).isEqualTo(Statistics.estimate(values, 7));
  }

  @Test
  void aStrayPointMovesTheSlopeLittle() {
    double[] x = {0, 1_000, 5_000, 10_000};

    assertThat(Statistics.slope(x, new double[] {10, 1_010, 5_010, 10_010})).isEqualTo(1);
    assertThat(Statistics.slope(x, new double[] {10, 1_010, 5_010, 10_200}))
        .isCloseTo(1, within(0.05));
  }
}
