// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HexTest {

  @Test
  void showsTheNeighbourhoodOfALateDifference() {
    byte[] expected = new byte[100];
    byte[] actual = new byte[100];
    actual[50] = (byte) 0xFF;

    assertThat(Hex.difference(expected, actual))
        .isEqualTo(
            """
            expected  .. 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 .. (100 bytes in all)
            actual    .. 00 00 00 00 00 00 00 00 FF 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 .. (100 bytes in all)
                                                 ^ byte 50\
            """);
  }

  @Test
  void putsTheCaretBehindTheShorterOne() {
    assertThat(Hex.difference(new byte[] {1, 2, 3}, new byte[] {1, 2}))
        .isEqualTo(
            """
            expected  01 02 03
            actual    01 02
                            ^ byte 2\
            """);
  }

  @Test
  void saysWhereThereAreNoMoreBytes() {
    byte[] expected = new byte[30];
    assertThat(Hex.difference(expected, Arrays.copyOf(expected, 12)))
        .contains("actual    .. 00 00 00 00 00 00 00 00\n")
        .endsWith("^ byte 12");
    assertThat(Hex.difference(new byte[] {1}, new byte[0])).contains("actual    (no more bytes)");
  }
}
