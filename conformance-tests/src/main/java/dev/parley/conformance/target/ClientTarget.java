// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client program: the suite plays its server. */
final class ClientTarget implements Target {

  private static final String NO_SERVER = "it judges a server, and this is a client";

  private final String text;
  private final ClientProgram program;

  ClientTarget(String text) {
    this.text = text;
    this.program = new ClientProgram(CommandLine.split(text));
  }

  @Override
  public String name() {
    return text;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of();
  }

  @Override
  public String command() {
    return "./parley check --client --launch " + Flags.quoted(text);
  }

  @Override
  public boolean starts() {
    return true;
  }

  @Override
  public RunningServer start(ServerOptions wanted) {
    throw new NotApplicable(NO_SERVER);
  }

  @Override
  public ServerProcess startProcess(
      ServerOptions wanted, List<String> jvmArguments, int mostFiles) {
    throw new NotApplicable(NO_SERVER);
  }

  @Override
  public Optional<Style> style() {
    return Optional.empty();
  }

  @Override
  public Optional<ClientProgram> client() {
    return Optional.of(program);
  }
}
