// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Subject.Code;
import dev.parley.protocol.Style;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CodeFiguresTest {

  @Test
  void countsLinesStatesAndTimers() {
    Code nio = code("nio");

    assertThat(nio.lines()).isBetween(300, 1_500);
    // Of a connection 4, of a conversation 3, and what an exchange waits for next 4.
    assertThat(nio.states()).isEqualTo(11);
    // Handshake, idle, frame and write.
    assertThat(nio.timers()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void whatIsSharedCountsToo() {
    // Its own module is a third of this: the connection is that of another style.
    assertThat(code("virtual").lines()).isGreaterThan(300);
    assertThat(code("tls-nio").lines()).isGreaterThan(code("nio").lines());
    assertThat(code("virtual").states()).isLessThan(code("nio").states());
  }

  private static Code code(String name) {
    return Style.all().stream()
        .filter(style -> style.name().equals(name))
        .map(CodeFigures::of)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }
}
