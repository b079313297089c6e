// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** The line with which a launched program tells that it listens. */
final class Listening {

  private static final int LARGEST_PORT = 65_535;

  private Listening() {}

  /**
   * Returns the address that {@code LISTENING tcp://127.0.0.1:7700} tells.
   *
   * @throws Mismatch if the line tells none, or another transport
   */
  static InetSocketAddress parse(String line, Transport transport) {
    String expected = "LISTENING %s://<host in numbers>:<port>".formatted(transport.scheme());
    String[] words = line.strip().split(" ", -1);
    try {
      var uri = new URI(words.length == 2 ? words[1] : "");
      if (transport.scheme().equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() > 0
          && uri.getPort() <= LARGEST_PORT) {
        return new InetSocketAddress(literal(uri.getHost()), uri.getPort());
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Told below, in the same words as any other line that is not what it should be.
    }
    throw new Mismatch(expected, "\"" + line + "\"");
  }

  /** A name would have to be looked up, and may stand for several addresses. */
  private static InetAddress literal(String host) {
    return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", ""));
  }
}
