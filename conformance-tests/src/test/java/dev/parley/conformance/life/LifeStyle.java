// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** The fixture as a style: a server with at most one mistake, a client with at most one. */
public final class LifeStyle implements Style {

  private final LifeFault fault;
  private final ClientFault clientFault;
  private final Set<Trait> traits;

  private LifeStyle(LifeFault fault, ClientFault clientFault, Set<Trait> traits) {
    this.fault = fault;
    this.clientFault = clientFault;
    this.traits = Set.copyOf(traits);
  }

  /** Returns the style whose server makes a mistake. */
  public static LifeStyle of(LifeFault fault, Set<Trait> traits) {
    return new LifeStyle(fault, ClientFault.NONE, traits);
  }

  /** Returns the style whose client makes a mistake. */
  public static LifeStyle of(ClientFault fault) {
    return new LifeStyle(LifeFault.NONE, fault, Set.of(Trait.values()));
  }

  @Override
  public String name() {
    Enum<?> mistake = clientFault == ClientFault.NONE ? fault : clientFault;
    return "life-" + mistake.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String summary() {
    return "a server and a client that can be broken on purpose";
  }

  @Override
  public int order() {
    return 200;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public Set<Trait> traits() {
    return traits;
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    return new LifeServer(options, fault, traits.contains(Trait.CONCURRENT));
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return LifeClient.connect(options, clientFault);
  }
}
