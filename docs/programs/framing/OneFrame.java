// SPDX-License-Identifier: Apache-2.0
// See docs/framing.md.

import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.Request;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A frame byte by byte, and what makes it its reply. */
public class OneFrame {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  public static void main(String[] args) {
    ByteBuffer frame = Request.echo(7, new byte[] {'h', 'i'}).frame();
    System.out.println("a request:");
    tell(frame);
    FrameEncoder.replyInPlace(frame, 0);
    System.out.println("its reply:");
    tell(frame);
  }

  private static void tell(ByteBuffer frame) {
    FrameDecoder decoder = new FrameDecoder(1 << 20);
    decoder.look(frame);
    row(frame, 0, 4, "length " + decoder.payloadLength() + ": so many bytes behind the header");
    row(frame, 4, 5, "type 0x%02X".formatted(decoder.type()));
    row(frame, 5, 9, "id " + decoder.id() + ": the client's choice, for the reply");
    row(frame, decoder.payloadStart(), decoder.end(), "payload");
  }

  private static void row(ByteBuffer frame, int from, int to, String meaning) {
    System.out.printf("  %-13s %s%n", HEX.formatHex(frame.array(), from, to), meaning);
  }
}
