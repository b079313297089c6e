// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Waits for one channel at a time, and not for ever. Belongs to one thread. */
final class Waiter implements Closeable {

  private final Selector selector;
  private final Duration patience;

  Waiter(Duration patience) throws IOException {
    this.selector = Selector.open();
    this.patience = patience;
  }

  /**
   * Blocks until the channel is ready.
   *
   * @throws SocketTimeoutException if that takes too long
   */
  void await(SocketChannel channel, int operation) throws IOException {
    SelectionKey key = channel.register(selector, operation);
    try {
      if (selector.select(ready -> {}, patience.toMillis()) == 0) {
        throw new SocketTimeoutException(
            "no %s within %d ms"
                .formatted(
                    operation == SelectionKey.OP_CONNECT ? "connection" : "answer",
                    patience.toMillis()));
      }
    } finally {
      key.cancel();
      // Only the next selection lets go of the channel.
      selector.selectNow();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
