// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a process prints, to its last byte. When a process ends, the JDK puts what is left in its
 * pipe aside and closes the pipe. A read that waits there fails, and the next one finds the rest;
 * but a read of many bytes looks, once it has some, whether there are more, and where that look
 * meets the closed pipe, it fails and what it has is lost. So this reads byte by byte, from the
 * JDK's buffer. As thread-safe as the stream that it reads.
 */
public final class ProcessOutput extends InputStream {

  private final InputStream pipe;

  /**
   * @param pipe {@link Process#getInputStream} or {@link Process#getErrorStream}
   */
  public ProcessOutput(InputStream pipe) {
    this.pipe = pipe;
  }

  /** Returns the next byte; -1 at the end, which is also where the process was killed. */
  @Override
  public int read() {
    try {
      return pipe.read();
    } catch (IOException e) {
      return readAside();
    }
  }

  private int readAside() {
    try {
      return pipe.read();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int next = read();
    if (next == -1) {
      return -1;
    }
    bytes[offset] = (byte) next;
    return 1;
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}
