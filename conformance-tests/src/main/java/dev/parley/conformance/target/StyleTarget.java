// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A style: its servers run in this process, and where a scenario wants it in one of their own. */
final class StyleTarget implements Target {

  private static final Duration JVM_START = Duration.ofSeconds(30);

  /** It lives for seconds: the simple compiler and collector have it running sooner. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Style style;
  private final List<String> program;

  StyleTarget(Style style, List<String> program) {
    this.style = style;
    this.program = List.copyOf(program);
  }

  @Override
  public String name() {
    return style.name();
  }

  @Override
  public Transport transport() {
    return style.transport();
  }

  @Override
  public Set<Trait> traits() {
    return style.traits();
  }

  @Override
  public String command() {
    return "./parley check " + style.name();
  }

  @Override
  public boolean starts() {
    return true;
  }

  @Override
  public Optional<Style> style() {
    return Optional.of(style);
  }

  @Override
  public RunningServer start(ServerOptions wanted) {
    return InProcessServer.start(style, wanted);
  }

  @Override
  public ServerProcess startProcess(
      ServerOptions wanted, List<String> jvmArguments, int mostFiles) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(program);
    return new ServerProgram(command, transport(), JVM_START, started -> {})
        .withFewFiles(mostFiles)
        .start(wanted, Map.of());
  }
}
