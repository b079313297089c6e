// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A message must not make garbage: then there is nothing to be collected under load. */
class AllocationTest {

  /** In a JVM of its own: the agents of this one allocate in the JDK's methods that they watch. */
  @Test
  void a_message_costs_no_allocation() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process probe =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), AllocationProbe.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    String bytes = new String(probe.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(probe.waitFor()).isZero();
    assertThat(Double.parseDouble(bytes)).isLessThan(1);
  }
}
