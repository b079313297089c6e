// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One reply as a client sees it; of an ERROR only the code counts, since the reason is any text.
 */
record Reply(int type, long id, String content) {

  static Reply plain(int type, long id, byte[] payload) {
    return new Reply(type, id, summary(payload));
  }

  static Reply error(long id, int code) {
    return new Reply(0xFF, id, "code " + code);
  }

  /** Takes a server's whole output apart, by the specification and not by the code under test. */
  static List<Reply> all(byte[] output) {
    List<Reply> replies = new ArrayList<>();
    try (var in = new DataInputStream(new ByteArrayInputStream(output))) {
      while (in.available() > 0) {
        replies.add(next(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the output ends within a frame", e);
    }
    return replies;
  }

  private static Reply next(DataInputStream in) throws IOException {
    int length = in.readInt();
    int type = in.readUnsignedByte();
    long id = Integer.toUnsignedLong(in.readInt());
    byte[] payload = new byte[length];
    in.readFully(payload);
    return type == 0xFF ? error(id, code(payload)) : plain(type, id, payload);
  }

  /** A megabyte in a failure's message helps nobody. */
  private static String summary(byte[] payload) {
    if (payload.length <= 64) {
      return Hex.text(payload);
    }
    CRC32 sum = new CRC32();
    sum.update(payload);
    return "%d bytes with CRC %08X".formatted(payload.length, sum.getValue());
  }

  /** Rule R0.4: a code and a reason in UTF-8, 256 bytes at most together. */
  private static int code(byte[] payload) throws IOException {
    if (payload.length > 256) {
      throw new IOException("an ERROR of " + payload.length + " bytes");
    }
    UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, 1, payload.length - 1));
    return payload[0];
  }
}
