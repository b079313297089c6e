// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.blocking.BlockingClient;
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
import javax.net.ssl.SSLException;

/** The style {@code tls}: SSLSocket, a virtual thread for each connection. */
public final class TlsStyle implements Style {

  /** Made by the service loader. */
  public TlsStyle() {}

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public String summary() {
    return "TLS with SSLSocket, a virtual thread for each connection";
  }

  @Override
  public int order() {
    return 80;
  }

  @Override
  public Transport transport() {
    return Transport.TLS;
  }

  @Override
  public Set<Trait> traits() {
    return EnumSet.allOf(Trait.class);
  }

  @Override
  public ServerOptions complete(ServerOptions options) throws IOException {
    return DevelopmentCertificate.complete(options);
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    return new SslSocketServer(options, listener, TlsContext.ofServer(options.tls()));
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    TlsContext tls = TlsContext.ofClient(options);
    try {
      return BlockingClient.connect(options, SocketLayer.ofClient(tls, options.peer()));
    } catch (SSLException e) {
      throw HandshakeFailure.explain(e, options.peer());
    }
  }
}
