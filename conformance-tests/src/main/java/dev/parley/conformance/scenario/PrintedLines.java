// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines that a client program is given, and those that it prints: any bytes up to a line feed. */
final class PrintedLines {

  /** More than the system keeps for a connection from which nobody reads. */
  private static final int LARGE = 8 << 20;

  private static final int SHOWN = 60;

  private PrintedLines() {}

  /** Returns a line that no write takes as long as nobody reads it. */
  static byte[] tooLargeToBeWritten() {
    byte[] line = new byte[LARGE];
    Arrays.fill(line, (byte) 'x');
    return line;
  }

  /** Returns the lines of an output; the last may have no end. */
  static List<byte[]> split(byte[] output) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < output.length; i++) {
      if (output[i] == '\n') {
        lines.add(Arrays.copyOfRange(output, start, i));
        start = i + 1;
      }
    }
    if (start < output.length) {
      lines.add(Arrays.copyOfRange(output, start, output.length));
    }
    return lines;
  }

  /** Returns a line as a failure shows it. */
  static String quoted(byte[] line) {
    String text = new String(line, UTF_8);
    return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + ".." : text) + '"';
  }
}
