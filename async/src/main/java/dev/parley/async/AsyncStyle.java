// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.EnumSet;
import java.util.Set;

/** The style {@code async}. */
public final class AsyncStyle implements Style {

  /** Made by the service loader. */
  public AsyncStyle() {}

  @Override
  public String name() {
    return "async";
  }

  @Override
  public String summary() {
    return "completion handlers on a small group of threads";
  }

  @Override
  public int order() {
    return 60;
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
    return new AsynchronousServer(options, listener, AsynchronousChannelProvider.provider());
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return AsynchronousClient.connect(options);
  }
}
