// SPDX-License-Identifier: Apache-2.0

package own;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.util.Set;

/** What the suite wants to know of a server, and how it makes one. */
public final class OwnStyle implements Style {

  @Override
  public String name() {
    return "own";
  }

  @Override
  public String summary() {
    return "a server of my own";
  }

  @Override
  public int order() {
    return 1000;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CONCURRENT);
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    return new OwnServer(options);
  }

  @Override
  public Client connect(ClientOptions options) {
    throw new UnsupportedOperationException("there is no client of my own yet");
  }
}
