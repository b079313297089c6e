// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import java.io.IOException;
import java.net.Socket;

/** What a connection talks through: the socket itself, or TLS over it. */
@FunctionalInterface
public interface Layer {

  /** No more than the socket. */
  Layer NONE = socket -> socket;

  /**
   * Returns the socket to read from and write to. Blocks for the handshake, if there is one; who
   * closes {@code socket} meanwhile makes it fail.
   *
   * @param socket connected; stays the caller's, who closes it
   * @throws javax.net.ssl.SSLException if the layer failed, and has told the peer why
   */
  Socket over(Socket socket) throws IOException;
}
