// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void callsTypesCodesAndIdsByTheirNames() {
    assertThat(Names.frame(0x01, 7, 1)).isEqualTo("ECHO, id 7, 1 byte");
    assertThat(Names.frame(0x02, -1, 0)).isEqualTo("DELAY, id 0xFFFFFFFF, 0 bytes");
    assertThat(Names.frame(0x82, 1_000_000, 1_048_576))
        .isEqualTo("DELAY reply, id 0x000F4240, 1,048,576 bytes");
    assertThat(Names.type(0x20)).isEqualTo("type 0x20");
    assertThat(Names.code(1)).isEqualTo("TOO_LARGE");
    assertThat(Names.code(6)).isEqualTo("INTERNAL");
    assertThat(Names.code(0)).isEqualTo("code 0");
    assertThat(Names.code(7)).isEqualTo("code 7");
  }

  @Test
  void quotesReasonsWithTheirControlCharactersEscaped() {
    assertThat(Names.error("\u0004too\nlate".getBytes(UTF_8)))
        .isEqualTo("TIMEOUT \"too\\u{a}late\"");
    assertThat(Names.error(new byte[] {5})).isEqualTo("BUSY");
    assertThat(Names.error(new byte[0])).isEqualTo("no code");
    assertThat(Names.printable("\033[2J\u2028\u202e\ud800 wörld 日本 😀"))
        .isEqualTo("\\u{1b}[2J\\u{2028}\\u{202e}\\u{d800} wörld 日本 😀");
  }
}
