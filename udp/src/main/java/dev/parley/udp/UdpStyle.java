// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The style {@code udp}. */
public final class UdpStyle implements Style {

  /** Made by the service loader. */
  public UdpStyle() {}

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public String summary() {
    return "one DatagramChannel for all clients, on one thread";
  }

  @Override
  public int order() {
    return 70;
  }

  @Override
  public Transport transport() {
    return Transport.UDP;
  }

  /** Nobody holds a place between two datagrams, so there is none to be limited. */
  @Override
  public Set<Trait> traits() {
    return EnumSet.of(Trait.CONCURRENT);
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    return new DatagramServer(options, listener);
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return DatagramClient.connect(options);
  }
}
