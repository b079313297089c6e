// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * One way to program sockets in Java: what makes its servers and clients. Found by {@link
 * ServiceLoader}; a module that provides one is known to the command and the suite without being
 * listed anywhere.
 */
public interface Style {

  /** Returns the name that the command takes: lower case, unique. */
  String name();

  /** Returns what the style is, in one line. */
  String summary();

  /** Returns where the style stands among the others in lists and tables; lower comes first. */
  int order();

  /** Returns what its servers speak. */
  Transport transport();

  /** Returns what its servers can do. */
  Set<Trait> traits();

  /**
   * Returns the options with what a server of this style cannot do without and nobody gave. For TLS
   * that is a certificate, made for the occasion, which takes a second.
   */
  default ServerOptions complete(ServerOptions options) throws IOException {
    return options;
  }

  /**
   * Makes a server that is not started yet; nothing is opened before {@link Server#start}.
   *
   * @throws IllegalArgumentException if the style can do nothing with an option, such as a
   *     certificate; the message names it in one line
   */
  Server server(ServerOptions options, ServerListener listener);

  /**
   * Connects a client.
   *
   * @throws java.net.ConnectException if the peer refuses; the message names the peer
   * @throws java.net.SocketTimeoutException if the connect timeout passes first; the message names
   *     peer and duration
   * @throws javax.net.ssl.SSLException if the handshake failed; the message names the peer and says
   *     why, above all when the peer is not who it should be
   * @throws IllegalArgumentException as for {@link #server}
   */
  Client connect(ClientOptions options) throws IOException;

  /** Returns all styles that are present, in their order. */
  static List<Style> all() {
    return ServiceLoader.load(Style.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(Style::order))
        .toList();
  }
}
