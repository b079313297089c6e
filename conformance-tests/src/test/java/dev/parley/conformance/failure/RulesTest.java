// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RulesTest {

  private static final String PAGE =
      """
      # A page

      **R1.1** One rule, of **two
      lines**.
      *Intent:* Why.

      Some text that mentions **R1.1** and is no rule.

      **R1.2** Another.
      *Intent:* Because
      of that.
      *Not tested:* it cannot
      be seen.

      **R2.1** Without an intent.
      """;

  @Test
  void readsTextAndReasons() {
    assertThat(Rules.parse(PAGE).values())
        .containsExactly(
            new Rule("R1.1", "One rule, of **two lines**.", null),
            new Rule("R1.2", "Another.", "it cannot be seen."),
            new Rule("R2.1", "Without an intent.", null));
  }

  @Test
  void readsAPageWithTheLineEndsOfWindows() {
    assertThat(Rules.parse(PAGE.replace("\n", "\r\n"))).isEqualTo(Rules.parse(PAGE));
  }

  @Test
  void refusesAnIdThatStandsTwice() {
    assertThatThrownBy(() -> Rules.parse("**R1.1** a\n\n**R1.1** b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two rules R1.1");
  }

  @Test
  void knowsThePageItself() {
    assertThat(Rules.get("R3.1").text()).startsWith("The length MUST be checked first");
    assertThatThrownBy(() -> Rules.get("R99.9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PROTOCOL.md has no rule R99.9");
  }
}
