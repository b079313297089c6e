// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.measure.Contender;
import dev.parley.comparison.model.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"cli/target/parley-peers.jar", "peers/target/parley-peers.jar"})
  void areBesideTheCommandOrWhereTheBuildLeavesThem(String place) throws IOException {
    Path jar = directory.resolve(place);
    String command = directory.resolve("cli/target/parley.jar").toString();
    assertThat(Peers.near(command)).isEmpty();

    Files.createDirectories(jar.getParent());
    Files.createFile(jar);

    assertThat(Peers.near(command).orElseThrow().contenders("java"))
        .extracting(Contender::subject)
        .allMatch(subject -> subject.kind() == Subject.Kind.PEER)
        .allMatch(subject -> subject.command().contains(jar.toString()))
        .extracting(Subject::name)
        .containsExactly("netty-nio", "netty-epoll");
  }
}
