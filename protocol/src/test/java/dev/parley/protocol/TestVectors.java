// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** test-vectors.json, loaded as a program of any language would. */
final class TestVectors {

  static final JsonNode ROOT = load();

  private TestVectors() {}

  /** What one connection sends, and what must come back. */
  @SuppressWarnings("ArrayRecordComponent") // vectors are not compared with each other
  record StreamVector(
      String name,
      List<String> rules,
      ServerOptions options,
      byte[] sent,
      boolean halfClose,
      Transcript expected,
      boolean ended) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** How one ERROR looks. */
  @SuppressWarnings("ArrayRecordComponent")
  record ErrorVector(String name, int id, ErrorCode code, String reason, byte[] frame) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<StreamVector> streams() {
    return each(ROOT.required("streams")).map(TestVectors::stream);
  }

  static Stream<ErrorVector> errorFrames() {
    return each(ROOT.required("errorFrames")).map(TestVectors::errorFrame);
  }

  private static StreamVector stream(JsonNode vector) {
    boolean ended = vector.required("then").asText().equals("ended");
    boolean halfClose = vector.path("halfClose").asBoolean();
    List<JsonNode> replies =
        each(vector.required("replies")).flatMap(TestVectors::repeated).toList();
    return new StreamVector(
        vector.required("name").asText(),
        each(vector.required("rules")).map(JsonNode::asText).toList(),
        options(vector.path("server")),
        bytes(vector.required("send")),
        halfClose,
        new Transcript(
            replies.stream().map(TestVectors::reply).toList(),
            replies.stream()
                .filter(r -> r.has("delayMs"))
                .map(r -> r.get("delayMs").asLong())
                .toList(),
            ended && !halfClose),
        ended);
  }

  private static ErrorVector errorFrame(JsonNode vector) {
    String reason =
        String.join(
            "",
            each(vector.required("reason"))
                .flatMap(TestVectors::repeated)
                .map(piece -> piece.required("text").asText())
                .toList());
    return new ErrorVector(
        vector.required("name").asText(),
        (int) vector.required("id").asLong(),
        ErrorCode.of(vector.required("code").asInt()).orElseThrow(),
        reason,
        bytes(vector.required("frame")));
  }

  private static ServerOptions options(JsonNode server) {
    JsonNode defaults = ROOT.required("defaults");
    ServerOptions.Builder options = ServerOptions.defaults().toBuilder();
    return options
        .maximumPayload(value(server, defaults, "maximumPayload"))
        .maximumDelay(Duration.ofMillis(value(server, defaults, "maximumDelayMs")))
        .build();
  }

  private static int value(JsonNode server, JsonNode defaults, String option) {
    return (server.has(option) ? server : defaults).required(option).asInt();
  }

  private static Reply reply(JsonNode reply) {
    int type = reply.required("type").asInt();
    long id = reply.required("id").asLong();
    return type == 0xFF
        ? Reply.error(id, reply.required("code").asInt())
        : Reply.plain(type, id, bytes(reply.required("payload")));
  }

  private static byte[] bytes(JsonNode pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (JsonNode piece : pieces) {
      byte[] bytes = Hex.bytes(piece.required("hex").asText());
      repeated(piece).forEach(one -> joined.writeBytes(bytes));
    }
    return joined.toByteArray();
  }

  private static Stream<JsonNode> repeated(JsonNode node) {
    return IntStream.range(0, node.path("repeat").asInt(1)).mapToObj(one -> node);
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode load() {
    try {
      return new ObjectMapper().readTree(Specification.text("test-vectors.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
