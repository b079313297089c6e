// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Machine;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MachineFactsTest {

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nothing is told in /proc")
  void tellsTheLargestBacklogWithAllItsDigits() throws IOException {
    Process cat = new ProcessBuilder("cat", "/proc/sys/net/core/somaxconn").start();
    String largest = cat.inputReader().readLine();

    Machine machine = new MachineFacts().read(Pinning.ofSystem());

    assertThat(machine.largestBacklog()).hasToString(largest);
  }
}
