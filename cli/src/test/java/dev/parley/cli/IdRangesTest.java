// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdRangesTest {

  @ParameterizedTest
  @CsvSource({
    "F01, F01",
    "F01 F02, F01 F02",
    "F01 F02 F03, F01-F03",
    "F08 F09 F10 F12, F08-F10 F12",
    "C05 C06 F07 F08 F09, C05 C06 F07-F09",
    "F20 F21 L01 L02 L03 R05, F20 F21 L01-L03 R05"
  })
  void tellsIdsInFewWords(String ids, String words) {
    var ranges = new IdRanges();
    Stream.of(ids.split(" ", -1)).forEach(ranges::add);

    assertThat(ranges).hasToString(words);
  }
}
