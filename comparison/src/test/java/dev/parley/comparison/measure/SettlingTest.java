// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.load.ProcessFigures.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlingTest {

  private static final long SECOND = 1_000_000_000;
  private static final int LOOKS = 4;

  @Test
  void waitsWhileThreadsEndThoughTheyCostNothing() {
    var server = new Server(at(0, 10_079), at(0, 2_345), at(0, 79), at(0, 79), at(0, 79));

    assertThat(server.settles()).isTrue();

    assertThat(server.left()).isEqualTo(1);
  }

  @Test
  void waitsWhileItIsBusyThoughNoThreadEnds() {
    var server = new Server(at(0, 15), at(SECOND, 15), at(2 * SECOND, 15), at(2 * SECOND, 15));

    assertThat(server.settles()).isTrue();

    assertThat(server.left()).isZero();
  }

  @Test
  void oneThatHasRestedIsNotWaitedForAgain() {
    var server = new Server(at(SECOND, 15), at(SECOND, 16), at(2 * SECOND, 15));

    assertThat(server.settles()).isTrue();

    assertThat(server.left()).isEqualTo(1);
  }

  @Test
  void saysSoWhereOneNeverRests() {
    var server =
        new Server(
            at(0, 1), at(SECOND, 1), at(2 * SECOND, 1), at(3 * SECOND, 1), at(4 * SECOND, 1));

    assertThat(server.settles()).isFalse();

    assertThat(server.left()).isZero();
  }

  @Test
  void whatIsNotToldIsNotWaitedFor() {
    assertThat(new Server(at(0, null), at(0, null)).settles()).isTrue();
    assertThat(new Server(at(0, 10_079), at(0, null)).settles()).isTrue();
    assertThat(new Server(at(0, null), at(0, 15)).settles()).isTrue();
  }

  @Test
  void neitherIsOneThatHasEnded() {
    assertThat(new Server(at(SECOND, 15), at(0, null)).settles()).isTrue();
  }

  private static Reading at(long processorNanos, @Nullable Integer threads) {
    return new Reading(processorNanos, null, threads, null, null);
  }

  /** One whose figures are known before. */
  private static final class Server {

    private final Queue<Reading> readings;

    Server(Reading... readings) {
      this.readings = new ArrayDeque<>(List.of(readings));
    }

    boolean settles() {
      return Settling.of(readings::remove, Duration.ofMillis(1), LOOKS).await();
    }

    int left() {
      return readings.size();
    }
  }
}
