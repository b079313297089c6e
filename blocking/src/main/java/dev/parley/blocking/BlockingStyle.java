// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.util.Set;
import javax.net.ServerSocketFactory;

/** The style {@code blocking}. */
public final class BlockingStyle implements Style {

  /** Made by the service loader. */
  public BlockingStyle() {}

  @Override
  public String name() {
    return "blocking";
  }

  @Override
  public String summary() {
    return "one client at a time, with java.net.Socket";
  }

  @Override
  public int order() {
    return 10;
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
  public Server server(ServerOptions options, ServerListener listener) {
    return new SequentialServer(options, listener, ServerSocketFactory.getDefault());
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return BlockingClient.connect(options);
  }
}
