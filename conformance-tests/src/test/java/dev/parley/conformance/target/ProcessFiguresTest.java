// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.wire.Mismatch;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessFiguresTest {

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "where there is no /proc, little is told")
  void tellsWhatAProcessHas() {
    var figures = new ProcessFigures(ProcessHandle.current());

    assertThat(figures.threads()).isPositive();
    assertThat(figures.descriptors()).isGreaterThan(2);
    assertThat(figures.residentBytes()).isPositive();
    assertThat(figures.processorTime()).isPositive();
  }

  /** Else a server that dies of what a scenario asks would be told to be none of its business. */
  @Test
  void blamesAProcessThatHasEnded() throws IOException, InterruptedException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    Process ended = new ProcessBuilder(java, "--version").start();
    ended.waitFor();
    var figures = new ProcessFigures(ended.toHandle());

    assertThatThrownBy(figures::descriptors)
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("the end of its process");
    assertThatThrownBy(figures::threads).isInstanceOf(Mismatch.class);
    assertThatThrownBy(figures::processorTime).isInstanceOf(Mismatch.class);
  }
}
