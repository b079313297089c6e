// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A program of any language that follows the launch contract. */
final class LaunchTarget implements Target {

  private final String text;
  private final Transport transport;
  private final Set<Trait> traits;
  private final Duration startTimeout;
  private final ServerProgram program;

  LaunchTarget(
      String text,
      Transport transport,
      Set<Trait> traits,
      Duration startTimeout,
      Consumer<ProcessHandle> started) {
    this.text = text;
    this.transport = transport;
    this.traits = Set.copyOf(traits);
    this.startTimeout = startTimeout;
    this.program = new ServerProgram(CommandLine.split(text), transport, startTimeout, started);
  }

  @Override
  public String name() {
    return text;
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public Set<Trait> traits() {
    return traits;
  }

  @Override
  public String command() {
    var line = new StringBuilder("./parley check --launch " + Flags.quoted(text));
    if (transport != Transport.TCP) {
      line.append(" --transport ").append(transport.scheme());
    }
    return line + Flags.without(traits) + startTimeout();
  }

  private String startTimeout() {
    if (startTimeout.equals(Targets.START_TIMEOUT)) {
      return "";
    }
    return startTimeout.equals(Targets.NO_TIMEOUT)
        ? " --debug-wait"
        : " --launch-timeout " + startTimeout.toMillis() + "ms";
  }

  @Override
  public boolean starts() {
    return true;
  }

  @Override
  public Optional<Style> style() {
    return Optional.empty();
  }

  @Override
  public Optional<ServerProgram> program() {
    return Optional.of(program);
  }

  @Override
  public RunningServer start(ServerOptions wanted) {
    return startProcess(wanted, List.of(), 0);
  }

  @Override
  public ServerProcess startProcess(
      ServerOptions wanted, List<String> jvmArguments, int mostFiles) {
    return program.withFewFiles(mostFiles).start(wanted, Map.of());
  }
}
