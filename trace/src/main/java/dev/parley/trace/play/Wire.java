// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import java.io.IOException;

/** How a client's bytes come to the server. Belongs to one thread. */
interface Wire extends AutoCloseable {

  /** How long a client waits for anything before it gives up. */
  int PATIENCE_MILLIS = 5_000;

  /** Returns the client's own port, by which the server's reads and writes are told apart. */
  int port();

  /** Returns whether a frame may come in pieces. */
  boolean isStream();

  /** Sends a part of a frame. May block. */
  void send(byte[] bytes, int offset, int length) throws IOException;

  /** Waits for one whole reply, and returns its id. */
  int awaitReply() throws IOException;

  @Override
  void close() throws IOException;
}
