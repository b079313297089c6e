// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.io.Closeable;
import java.io.IOException;

/**
 * What carries a probe's bytes: a TCP socket today; the place for TLS and for relays. One thread
 * may read while another writes.
 */
public interface Link extends Closeable {

  /**
   * Waits for bytes and reads what is there.
   *
   * @return how many bytes were read, at least 1; −1 at the peer's end
   * @throws java.net.SocketTimeoutException if none came within {@code timeoutMillis}, at least 1
   * @throws IOException if the connection was reset, or closed here
   */
  int read(byte[] buffer, int offset, int length, int timeoutMillis) throws IOException;

  /** Writes all bytes; blocks while the peer does not take them. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Ends this side: the peer reads to the end and may still write. */
  void endOutput() throws IOException;

  /** Aborts the connection, so that the peer sees a reset. */
  void reset() throws IOException;

  /** Returns both addresses for people to read. */
  @Override
  String toString();
}
