// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Passes bytes on in pieces of another size than they were written in: under TLS, records that come
 * byte by byte, or several at once.
 */
public final class RecutLink implements Link {

  private final Link raw;
  private final int size;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean merging;

  /**
   * Makes a link.
   *
   * @param size the largest write, in bytes
   */
  public RecutLink(Link raw, int size) {
    this.raw = raw;
    this.size = size;
  }

  /** Keeps what is written from now on, for {@link #release} to pass on at once. */
  public synchronized void merge() {
    merging = true;
  }

  /** Passes on in one write what was kept. */
  public synchronized void release() throws IOException {
    merging = false;
    byte[] all = kept.toByteArray();
    kept.reset();
    raw.write(all, 0, all.length);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (merging) {
      kept.write(bytes, offset, length);
      return;
    }
    for (int at = 0; at < length; at += size) {
      raw.write(bytes, offset + at, Math.min(size, length - at));
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, int timeoutMillis) throws IOException {
    return raw.read(buffer, offset, Math.min(size, length), timeoutMillis);
  }

  @Override
  public void endOutput() throws IOException {
    raw.endOutput();
  }

  @Override
  public void reset() throws IOException {
    raw.reset();
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  @Override
  public String toString() {
    return raw + ", in pieces of %d bytes".formatted(size);
  }
}
