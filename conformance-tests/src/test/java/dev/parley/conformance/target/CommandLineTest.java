// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void splitsAtBlanks() {
    assertThat(CommandLine.split("  python3\tserver.py \n -v "))
        .containsExactly("python3", "server.py", "-v");
  }

  @Test
  void quotesHoldTogether() {
    assertThat(CommandLine.split("a 'b  c' \"d 'e'\" f'g h'i"))
        .containsExactly("a", "b  c", "d 'e'", "fg hi");
    assertThat(CommandLine.split("a '' \"\"")).containsExactly("a", "", "");
  }

  @Test
  void backslashesEscapeAsInAShell() {
    assertThat(CommandLine.split("a\\ b \\' '\\' \"\\\" \\$ \\x\""))
        .containsExactly("a b", "'", "\\", "\" $ \\x");
  }

  @Test
  void nothingIsExpanded() {
    assertThat(CommandLine.split("echo $HOME * ~ ; ls"))
        .containsExactly("echo", "$HOME", "*", "~", ";", "ls");
  }

  @Test
  void mistakesAreTold() {
    assertThatThrownBy(() -> CommandLine.split(" ")).hasMessage("the command is empty");
    assertThatThrownBy(() -> CommandLine.split("a 'b"))
        .hasMessage("a quote stays open in the command: a 'b");
    assertThatThrownBy(() -> CommandLine.split("a \"b\\"))
        .hasMessageStartingWith("a quote stays open");
    assertThatThrownBy(() -> CommandLine.split("a\\"))
        .hasMessage("a backslash at the end of the command: a\\");
  }
}
