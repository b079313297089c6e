// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

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

/** The style {@code nio}. */
public final class NioStyle implements Style {

  /** Made by the service loader. */
  public NioStyle() {}

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public String summary() {
    return "event loops, each with a Selector: many clients on one thread";
  }

  @Override
  public int order() {
    return 50;
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
    int loops = Runtime.getRuntime().availableProcessors();
    return new SelectorServer(options, listener, loops, LinkFactory.PLAIN);
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return NioClient.connect(options);
  }
}
