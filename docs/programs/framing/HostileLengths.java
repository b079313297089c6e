// SPDX-License-Identifier: Apache-2.0
// See docs/framing.md.

import dev.parley.protocol.FrameDecoder;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Headers with nothing behind them, and who takes them for a whole frame. */
public class HostileLengths {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  public static void main(String[] args) {
    System.out.println("the length   as an int     9 + length    complete?   look says");
    for (int length : new int[] {0, 2, 0x47455420, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF}) {
      ByteBuffer header = ByteBuffer.allocate(9).putInt(length).put((byte) 1).putInt(7).flip();
      boolean complete = header.remaining() >= 9 + header.getInt(0); // as one first writes it
      System.out.printf(
          "%s  %11d  %12d    %-9s   %s%n",
          HEX.formatHex(header.array(), 0, 4),
          length,
          9 + length,
          complete ? "yes" : "no",
          new FrameDecoder(1 << 20).look(header));
    }
  }
}
