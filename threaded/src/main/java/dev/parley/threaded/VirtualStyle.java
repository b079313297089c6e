// SPDX-License-Identifier: Apache-2.0

package dev.parley.threaded;

import dev.parley.blocking.BlockingClient;
import dev.parley.blocking.JoiningExecutor;
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
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/** The style {@code virtual}: a virtual thread for each connection. */
public final class VirtualStyle implements Style {

  /** Made by the service loader. */
  public VirtualStyle() {}

  @Override
  public String name() {
    return "virtual";
  }

  @Override
  public String summary() {
    return "a virtual thread for each connection";
  }

  @Override
  public int order() {
    return 40;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public Set<Trait> traits() {
    return EnumSet.allOf(Trait.class);
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    return new ThreadedServer(
        options,
        listener,
        ServerSocketFactory.getDefault(),
        options.maximumConnections(),
        () ->
            new JoiningExecutor(
                Thread.ofVirtual().name("connection-", 1).factory(),
                factory -> Executors.newThreadPerTaskExecutor(factory)));
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return BlockingClient.connect(options);
  }
}
