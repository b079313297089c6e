// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.trace.model.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordingProcessTest {

  @TempDir Path directory;

  @Test
  void aServerSeesAsManyProcessorsAsItIsTold() throws Exception {
    Timeline nio = new RecordingProcess(3).record("nio", directory.resolve("nio.jfr"));

    assertThat(nio.processors()).isEqualTo(3);
    assertThat(nio.threads())
        .extracting(lane -> lane.owner().name())
        .containsExactly("loop-1", "loop-2", "loop-3");
  }

  @Test
  void saysWhyThereIsNoRecording() {
    Path nowhere = directory.resolve("none").resolve("nio.jfr");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new RecordingProcess(1).record("nio", nowhere))
        .withMessageStartingWith("nio cannot be recorded: ")
        .withMessageContaining("none");
  }
}
