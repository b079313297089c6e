// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LauncherTest {

  @Test
  void startsNothingOnceItIsStopped() {
    var launcher = new Launcher();
    launcher.stop();

    assertThatThrownBy(() -> launcher.start(new ProcessBuilder("no-such-program")))
        .isInstanceOf(IOException.class)
        .hasMessage("the run is stopped");
  }
}
