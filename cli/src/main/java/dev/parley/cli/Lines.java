// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Frame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream as bytes, without their line feeds; they are never decoded. Reads a line
 * only when it is asked for, which may block.
 */
final class Lines implements Iterator<byte[]> {

  private final InputStream in;
  private byte @Nullable [] next;

  Lines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = read();
    }
    return next != null;
  }

  @Override
  public byte[] next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    byte[] line = next;
    next = null;
    return line;
  }

  private byte @Nullable [] read() {
    try {
      int b = in.read();
      return b < 0 ? null : restOfLine(b);
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "cannot read standard input: " + OneLine.of(e));
    }
  }

  private byte[] restOfLine(int first) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() == Frame.LARGEST_MAXIMUM_PAYLOAD) {
        throw new CommandException(
            ExitCode.USAGE,
            "a line is longer than %d bytes, which no server takes"
                .formatted(Frame.LARGEST_MAXIMUM_PAYLOAD));
      }
      line.write(b);
    }
    return line.toByteArray();
  }
}
