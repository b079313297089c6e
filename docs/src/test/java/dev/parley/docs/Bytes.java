// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.protocol.Frame;
import dev.parley.protocol.FrameType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Compares drawn bytes with the test vectors: each line is what a vector sends, or the reply to the
 * line before it.
 */
final class Bytes {

  private final JsonNode streams;

  private Bytes(JsonNode streams) {
    this.streams = streams;
  }

  static Bytes ofVectors(Path file) throws IOException {
    return new Bytes(new ObjectMapper().readTree(file.toFile()).required("streams"));
  }

  static boolean isHex(String line) {
    return line.matches("[0-9A-F]{2}( +[0-9A-F]{2})*");
  }

  List<Finding> check(Block block) {
    List<Finding> findings = new ArrayList<>();
    Optional<JsonNode> stream = Optional.empty();
    for (int at = 0; at < block.lines().size(); at++) {
      byte[] bytes = parse(block.lines().get(at));
      if (stream.isPresent() && isReply(bytes, stream.get())) {
        continue;
      }
      stream = streamThatSends(bytes);
      if (stream.isEmpty()) {
        findings.add(
            Finding.of(
                block.start() + at,
                "no test vector sends these bytes, and they are no reply to those before"));
      }
    }
    return findings;
  }

  private Optional<JsonNode> streamThatSends(byte[] bytes) {
    return streams
        .valueStream()
        .filter(stream -> ByteBuffer.wrap(join(stream.get("send"))).equals(ByteBuffer.wrap(bytes)))
        .findFirst();
  }

  private static boolean isReply(byte[] bytes, JsonNode stream) {
    return stream.get("replies").valueStream().anyMatch(reply -> isFrame(bytes, reply));
  }

  private static boolean isFrame(byte[] bytes, JsonNode reply) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    return bytes.length > Frame.HEADER_BYTES
        && frame.getInt() == bytes.length - Frame.HEADER_BYTES
        && Byte.toUnsignedInt(frame.get()) == reply.get("type").intValue()
        && Integer.toUnsignedLong(frame.getInt()) == reply.get("id").longValue()
        && (reply.get("type").intValue() == FrameType.ERROR
            ? frame.get() == reply.get("code").intValue()
            : frame.equals(ByteBuffer.wrap(join(reply.get("payload")))));
  }

  private static byte[] join(JsonNode pieces) {
    var bytes = new ByteArrayOutputStream();
    for (JsonNode piece : pieces) {
      for (int times = piece.path("repeat").asInt(1); times > 0; times--) {
        bytes.writeBytes(parse(piece.get("hex").textValue()));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] parse(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
