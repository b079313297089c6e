// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinningTest {

  private static final List<String> COMMAND = List.of("serve");

  @TempDir Path directory;

  @Test
  void serverAndGeneratorAreKeptApart() {
    Pinning pinning = Pinning.of(List.of(2, 5), true);

    assertThat(pinning.server(COMMAND)).containsExactly("taskset", "-c", "2", "serve");
    assertThat(pinning.generator(COMMAND)).containsExactly("taskset", "-c", "5", "serve");
    assertThat(pinning).hasToString("servers on processor 2, the generator on 5");
  }

  @Test
  void ofManyProcessorsTheyTakeTwoThatAreNoNeighbours() {
    assertThat(Pinning.of(List.of(0, 1, 2, 3), true).generator(COMMAND)).contains("2");
  }

  @Test
  void saysWhyTheyAreNot() {
    assertThat(Pinning.of(List.of(0, 1), false)).asString().contains("no taskset");
    assertThat(Pinning.of(List.of(0), true)).asString().contains("one processor");
    assertThat(Pinning.of(List.of(0), true).server(COMMAND)).isEqualTo(COMMAND);
  }

  @Test
  void readsWhichProcessorsAreAllowed() throws IOException {
    Path status =
        Files.writeString(
            directory.resolve("status"), "Name:\tjava\nCpus_allowed_list:\t0-2,5\nMems:\t0\n");

    assertThat(Pinning.allowed(status)).containsExactly(0, 1, 2, 5);
    assertThat(Pinning.allowed(directory.resolve("none"))).isEmpty();
    assertThat(Pinning.allowed(Files.createFile(directory.resolve("empty")))).isEmpty();
  }

  @Test
  void findsTasksetOnThePath() throws IOException {
    Path taskset = Files.createFile(directory.resolve("taskset"));
    String path = "/none" + File.pathSeparator + directory;
    assertThat(Pinning.hasTaskset(path)).isFalse();

    assertThat(taskset.toFile().setExecutable(true)).isTrue();

    assertThat(Pinning.hasTaskset(path)).isTrue();
  }
}
