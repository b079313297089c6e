// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {

  @Test
  void leavesALineThatFits() {
    assertThat(Wrap.line("0123456789", 10)).containsExactly("0123456789");
    assertThat(Wrap.line("", 10)).containsExactly("");
  }

  @Test
  void breaksAtABlankAndGoesOnFurtherIn() {
    assertThat(Wrap.line("  if (one && other) {", 16))
        .containsExactly("  if (one &&", "      other) {");
  }

  @Test
  void breaksAWordThatIsTooLong() {
    assertThat(Wrap.line("  abcdefghijklmnopq", 10))
        .containsExactly("  abcdefgh", "     ijklm", "     nopq");
  }

  @Test
  void comesToAnEndHoweverDeepALineBegins() {
    assertThat(Wrap.line(" ".repeat(30) + "word", 10))
        .allSatisfy(piece -> assertThat(piece).hasSizeLessThanOrEqualTo(10))
        .last()
        .isEqualTo("     word");
  }
}
