// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {

  @Test
  void theCodesAreThoseOfTheSpecification() {
    List<String> table =
        Specification.rows("0. The wire", "\\| (\\d) \\| (\\w+) \\|.*\\| (ends|goes on) \\|")
            .stream()
            .map(match -> match.group(1) + match.group(2) + match.group(3))
            .toList();
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCodeTest::row)).isEqualTo(table);
  }

  @ParameterizedTest
  @EnumSource
  void aCodeIsFoundByItsValue(ErrorCode code) {
    assertThat(ErrorCode.of(code.value())).contains(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7, 255})
  void otherValuesAreNoCodes(int value) {
    assertThat(ErrorCode.of(value)).isEmpty();
  }

  private static String row(ErrorCode code) {
    return code.value() + code.name() + (code.fatal() ? "ends" : "goes on");
  }
}
