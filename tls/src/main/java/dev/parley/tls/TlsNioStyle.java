// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.nio.Link;
import dev.parley.nio.NioClient;
import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** The style {@code tls-nio}: SSLEngine over event loops. */
public final class TlsNioStyle implements Style {

  /** Made by the service loader. */
  public TlsNioStyle() {}

  @Override
  public String name() {
    return "tls-nio";
  }

  @Override
  public String summary() {
    return "TLS with SSLEngine over event loops: many clients on one thread";
  }

  @Override
  public int order() {
    return 90;
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
    return new SslEngineServer(options, listener, TlsContext.ofServer(options.tls()));
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    TlsContext tls = TlsContext.ofClient(options);
    try {
      return NioClient.connect(options, (channel, goOn) -> link(tls, options, channel, goOn));
    } catch (SSLException e) {
      throw HandshakeFailure.explain(e, options.peer());
    }
  }

  /** The client's loop has this one connection: its tasks hold up nobody else. */
  private static Link link(
      TlsContext tls, ClientOptions options, SocketChannel channel, Runnable goOn)
      throws IOException {
    SSLEngine engine = tls.clientEngine(options.peer());
    return new TlsLink(channel, new TlsEngine(engine), new Buffers(), Runnable::run, goOn);
  }
}
