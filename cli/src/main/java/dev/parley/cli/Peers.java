// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.measure.Contender;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers on well-known libraries. They are in a jar of their own: this one stays lean. */
final class Peers {

  private static final String JAR = "parley-peers.jar";

  private final Path jar;

  private Peers(Path jar) {
    this.jar = jar;
  }

  /** Returns those in the jar beside this command's own, or where the build leaves it. */
  static Optional<Peers> near(String classPath) {
    Path command = Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
    return Stream.of(JAR, "../../peers/target/" + JAR)
        .map(place -> command.resolveSibling(place).normalize())
        .filter(Files::isRegularFile)
        .findFirst()
        .map(Peers::new);
  }

  List<Contender> contenders(String java) {
    return List.of(
        contender(java, "netty-nio", "Netty over the JDK's selector"),
        contender(java, "netty-epoll", "Netty over epoll, with code of its own outside Java"));
  }

  private Contender contender(String java, String name, String summary) {
    return Contender.ofPeer(name, summary, List.of(java, "-jar", jar.toString(), name));
  }
}
