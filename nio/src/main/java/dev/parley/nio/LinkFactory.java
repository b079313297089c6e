// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Makes the links of a server's or a client's connections. */
@FunctionalInterface
public interface LinkFactory {

  /** No more than the channel. */
  LinkFactory PLAIN = (channel, goOn) -> new PlainLink(channel);

  /**
   * Makes the link of one connection. Called on the thread of its loop.
   *
   * @param channel connected, and not blocking
   * @param goOn to be run, by any thread, when something is done that the link waited for and that
   *     is no event of the channel; the loop then calls the connection as if there were one
   */
  Link over(SocketChannel channel, Runnable goOn) throws IOException;
}
