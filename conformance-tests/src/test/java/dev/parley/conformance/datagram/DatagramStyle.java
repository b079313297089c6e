// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.datagram;

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
import java.util.Locale;
import java.util.Set;

/** The fixture as a style. In a process of its own its fault comes from its name. */
public class DatagramStyle implements Style {

  private final DatagramFault fault;
  private final DatagramClientFault clientFault;

  public DatagramStyle() {
    this(DatagramFault.NONE);
  }

  public DatagramStyle(DatagramFault fault) {
    this(fault, DatagramClientFault.NONE);
  }

  public DatagramStyle(DatagramClientFault fault) {
    this(DatagramFault.NONE, fault);
  }

  private DatagramStyle(DatagramFault fault, DatagramClientFault clientFault) {
    this.fault = fault;
    this.clientFault = clientFault;
  }

  @Override
  public String name() {
    return "datagram-" + fault.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String summary() {
    return "a server and a client of datagrams that can be broken on purpose";
  }

  @Override
  public int order() {
    return 300;
  }

  @Override
  public Transport transport() {
    return Transport.UDP;
  }

  @Override
  public Set<Trait> traits() {
    return EnumSet.of(Trait.CONCURRENT);
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    return new DatagramFixture(options, fault);
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return DatagramFixtureClient.connect(options, clientFault);
  }

  /** Turns without anything to do. */
  public static final class Spins extends DatagramStyle {
    public Spins() {
      super(DatagramFault.SPINS);
    }
  }
}
