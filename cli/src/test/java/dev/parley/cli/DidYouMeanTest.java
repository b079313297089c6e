// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidYouMeanTest {

  private static final List<String> STYLES = List.of("blocking", "threaded", "pool", "virtual");

  @ParameterizedTest
  @CsvSource({
    "thread, threaded",
    "threadded, threaded",
    "theraded, threaded",
    "virutal, virtual",
    "pol, pool",
    "poll, pool",
    "block, blocking"
  })
  void findsTheNearest(String word, String meant) {
    assertThat(DidYouMean.hint(word, STYLES)).isEqualTo("; did you mean '%s'?", meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "netty", "v", "loop"})
  void saysNothingWhereNoneIsNear(String word) {
    assertThat(DidYouMean.hint(word, STYLES)).isEmpty();
  }
}
