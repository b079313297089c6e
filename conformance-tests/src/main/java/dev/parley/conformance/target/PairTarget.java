// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client of one style and servers of another. */
final class PairTarget implements Target {

  private final Style client;
  private final Target server;
  private final Pair pair;

  PairTarget(Style client, Target server) {
    this.client = client;
    this.server = server;
    this.pair = new Pair(client.name(), server.name());
  }

  @Override
  public String name() {
    return pair.toString();
  }

  @Override
  public Transport transport() {
    return server.transport();
  }

  @Override
  public Set<Trait> traits() {
    return server.traits();
  }

  @Override
  public String command() {
    boolean same = client.name().equals(server.name());
    return server.command() + (same ? "" : " " + client.name());
  }

  @Override
  public boolean starts() {
    return server.starts();
  }

  @Override
  public RunningServer start(ServerOptions wanted) {
    return server.start(wanted);
  }

  @Override
  public ServerProcess startProcess(
      ServerOptions wanted, List<String> jvmArguments, int mostFiles) {
    return server.startProcess(wanted, jvmArguments, mostFiles);
  }

  @Override
  public Optional<Style> style() {
    return Optional.of(client);
  }

  @Override
  public Optional<Pair> pair() {
    return Optional.of(pair);
  }
}
