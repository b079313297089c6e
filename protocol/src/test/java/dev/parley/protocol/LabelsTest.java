// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on the wire or a command line is the same in every language of the machine. */
class LabelsTest {

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakTurkish() {
    // Its lower case of I has no dot.
    Locale.setDefault(Locale.forLanguageTag("tr"));
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void traits() {
    assertThat(Arrays.stream(Trait.values()).map(Trait::label))
        .containsExactly("concurrent", "limit");
  }

  @Test
  void transports() {
    assertThat(Arrays.stream(Transport.values()).map(Transport::scheme))
        .containsExactly("tcp", "udp", "tls");
  }
}
