// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import java.io.IOException;

/** What an {@link EventLoop} calls when something happens to a channel, always on its thread. */
interface Handler {

  /** The channel can do what its key waits for. */
  void ready() throws IOException;

  /** The deadline of the handler's timer has passed. */
  void expired() throws IOException;

  /** One of the other methods failed. Closes the channel, or makes good the failure. */
  void failed(Throwable failure);

  /** The loop stops: ends in order, and then closes the channel. */
  void stop() throws IOException;

  /** The loop has no more time: closes the channel at once. */
  void cut();

  /** One of these methods. */
  @FunctionalInterface
  interface Event {
    void happen(Handler handler) throws IOException;
  }
}
