// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.secure;

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
public final class SecureStyle implements Style {

  private final SecureFault fault;
  private final SecureClientFault clientFault;

  private SecureStyle(SecureFault fault, SecureClientFault clientFault) {
    this.fault = fault;
    this.clientFault = clientFault;
  }

  /** Returns the style whose server makes a mistake. */
  public static SecureStyle of(SecureFault fault) {
    return new SecureStyle(fault, SecureClientFault.NONE);
  }

  /** Returns the style whose client makes a mistake. */
  public static SecureStyle of(SecureClientFault fault) {
    return new SecureStyle(SecureFault.NONE, fault);
  }

  @Override
  public String name() {
    return "secure-" + fault.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String summary() {
    return "a server and a client of TLS that can be broken on purpose";
  }

  @Override
  public int order() {
    return 400;
  }

  @Override
  public Transport transport() {
    return Transport.TLS;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.values());
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    return new SecureServer(options, fault);
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return SecureClient.connect(options, clientFault);
  }
}
