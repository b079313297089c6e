// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A server of Parley/1. All methods may be called from any thread. */
public interface Server extends AutoCloseable {

  /**
   * Binds and listens; when this returns, a connect succeeds (rule R11.1).
   *
   * @throws java.net.BindException if the address is taken or not this host's; the message names it
   *     and nothing is left behind (rule R11.2)
   * @throws IllegalStateException if the server was started or closed before
   */
  void start() throws IOException;

  /**
   * Returns the address with the real port number.
   *
   * @throws IllegalStateException before {@link #start}
   */
  InetSocketAddress address();

  /**
   * Stops in order (section 12): releases the port, answers what was completely read, ends every
   * connection, and cuts what remains at the drain deadline. Blocks until the last thread,
   * descriptor and port is gone: the drain deadline and a second at most. Does nothing when closed
   * before; two callers both wait for the end.
   */
  @Override
  void close();
}
