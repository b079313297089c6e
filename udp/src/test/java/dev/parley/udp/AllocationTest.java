// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A message must not make garbage: then there is nothing to be collected under load. */
class AllocationTest {

  @Test
  void a_message_costs_no_allocation() throws Exception {
    assertThat(bytesForEach(1)).isLessThan(1);
  }

  /** The JDK makes a new address when the sender is not the one before. */
  @Test
  void a_message_of_another_client_costs_its_address() throws Exception {
    assertThat(bytesForEach(16)).isLessThanOrEqualTo(128);
  }

  /** In a JVM of its own: the agents of this one allocate in the JDK's methods that they watch. */
  private static double bytesForEach(int clients) throws Exception {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AllocationProbe.class.getName(),
                Integer.toString(clients))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    String bytes = new String(probe.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(probe.waitFor()).isZero();
    return Double.parseDouble(bytes);
  }
}
