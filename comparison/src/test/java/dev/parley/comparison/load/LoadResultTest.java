// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.load.LoadResult.ServerUse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadResultTest {

  @Test
  void theGeneratorIsTheLimitWhereTheServerHasTimeLeft() {
    assertThat(result(0.99, use(0.5)).clientBound()).isTrue();
    assertThat(result(0.99, use(0.99)).clientBound()).isFalse();
    assertThat(result(0.5, use(0.5)).clientBound()).isFalse();
    assertThat(result(0.99, null).clientBound()).isFalse();
  }

  @Test
  void timesAreForAMessage() {
    assertThat(result(0.5, use(0.25)).generatorMicros()).isEqualTo(10_000);
    assertThat(result(0.5, use(0.25)).serverMicros()).isEqualTo(5_000);
    assertThat(result(0.5, null).serverMicros()).isNull();
  }

  @Test
  void whatTwoMachinesToldIsAdded() {
    LoadResult both = result(0.5, null).with(result(0.25, use(1)));

    assertThat(both.messages()).isEqualTo(100);
    assertThat(both.messagesPerSecond()).isEqualTo(100);
    assertThat(both.generatorBusy()).isEqualTo(0.75);
    assertThat(both.server()).isEqualTo(use(1));
    assertThat(both.latency()).isNull();
    assertThat(both.error()).isNull();
    assertThat(both.stopped()).isFalse();
    assertThat(result(0.5, use(1)).with(result(0.5, null)).server()).isEqualTo(use(1));
  }

  private static ServerUse use(double busy) {
    return new ServerUse(busy, null, null, null, null);
  }

  private static LoadResult result(double generatorBusy, @Nullable ServerUse server) {
    return new LoadResult(1, 50, 50, 0, 0, null, generatorBusy, null, server, null, false);
  }
}
