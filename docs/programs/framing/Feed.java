// SPDX-License-Identifier: Apache-2.0
// See docs/framing.md.

import dev.parley.protocol.FrameBuffer;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameDecoder.Progress;
import dev.parley.protocol.Request;
import java.nio.ByteBuffer;

/** Three frames, and how they might arrive: in pieces that know nothing of frames. */
public class Feed {

  private static final int[] PIECES = {4, 5, 1, 12, 9};

  public static void main(String[] args) {
    ByteBuffer stream = ByteBuffer.allocate(31);
    stream.put(Request.echo(7, new byte[] {'h', 'i'}).frame());
    stream.put(Request.echo(8, new byte[0]).frame());
    stream.put(Request.echo(9, new byte[] {'y', 'o'}).frame()).flip();
    FrameDecoder decoder = new FrameDecoder(1 << 20);
    FrameBuffer received = new FrameBuffer();
    for (int piece : PIECES) {
      ByteBuffer room = received.toFill(decoder.size());
      for (int count = 0; count < piece; count++) {
        room.put(stream.get());
      }
      System.out.printf("%2d %s%n", piece, piece == 1 ? "byte comes" : "bytes come");
      handle(decoder, received.filled());
    }
  }

  private static void handle(FrameDecoder decoder, ByteBuffer bytes) {
    Progress progress = decoder.look(bytes);
    while (progress == Progress.COMPLETE) {
      System.out.printf("    COMPLETE: id %d, %d bytes in all%n", decoder.id(), decoder.size());
      bytes.position(decoder.end());
      progress = decoder.look(bytes);
    }
    System.out.printf("    %s: %d of %d%n", progress, bytes.remaining(), decoder.size());
  }
}
