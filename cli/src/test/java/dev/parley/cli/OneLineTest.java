// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void leavesPlainTextAlone() {
    assertThat(OneLine.of("wörld 日本 😀 'x'")).isEqualTo("wörld 日本 😀 'x'");
  }

  @Test
  void showsControlCharactersAsEscapes() {
    assertThat(OneLine.of("a\r\nb\t\033[31m\u0000"))
        .isEqualTo("a\\u{d}\\u{a}b\\u{9}\\u{1b}[31m\\u{0}");
  }

  @Test
  void showsSeparatorsAndDirectionMarksAsEscapes() {
    assertThat(OneLine.of("\u2028\u2029\u202e\ud800"))
        .isEqualTo("\\u{2028}\\u{2029}\\u{202e}\\u{d800}");
  }

  @Test
  void takesTheTypeOfAnExceptionThatSaysNothing() {
    assertThat(OneLine.of(new IOException())).isEqualTo("IOException");
    assertThat(OneLine.of(new IOException(" "))).isEqualTo("IOException");
    assertThat(OneLine.of(new IOException("a\nb"))).isEqualTo("a\\u{a}b");
  }
}
