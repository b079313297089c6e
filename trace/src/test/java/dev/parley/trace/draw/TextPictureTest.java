// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPictureTest {

  @Test
  void drawsALineForEachLane() {
    assertThat(TextPicture.of(Examples.loop("nio", "loop-1")))
        .containsExactly(
            "          0         100 ms",
            "  slow    ssssS----",
            "",
            "  loop-1  .sD.*.d=     select, sleep");
  }
}
