// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.TestVectors.ErrorVector;
import dev.parley.protocol.TestVectors.StreamVector;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors hold for this code, for a second reading of the specification, and for its text. */
class TestVectorsTest {

  /** Up to this many bytes every split is tried; of a longer one the ends and 64 between. */
  private static final int EVERY_SPLIT = 2_000;

  @ParameterizedTest
  @MethodSource("dev.parley.protocol.TestVectors#streams")
  void wholeGivesTheReplies(StreamVector vector) {
    assertThat(feed(vector).transcript()).isEqualTo(vector.expected());
  }

  @ParameterizedTest
  @MethodSource("dev.parley.protocol.TestVectors#streams")
  void everySplitGivesTheSameReplies(StreamVector vector) {
    int length = vector.sent().length;
    splits(length)
        .forEach(split ->
            assertThat(feed(vector, split).transcript())
                .as("split at %d of %d", split, length)
                .isEqualTo(vector.expected()));
  }

  @ParameterizedTest
  @MethodSource("dev.parley.protocol.TestVectors#streams")
  void byteByByteGivesTheSameReplies(StreamVector vector) {
    int[] everywhere = IntStream.range(1, vector.sent().length).toArray();
    assertThat(feed(vector, everywhere).transcript()).isEqualTo(vector.expected());
  }

  @ParameterizedTest
  @MethodSource("dev.parley.protocol.TestVectors#streams")
  void theModelAgrees(StreamVector vector) {
    assertThat(Model.of(vector.options(), vector.sent())).isEqualTo(vector.expected());
  }

  @ParameterizedTest
  @MethodSource("dev.parley.protocol.TestVectors#errorFrames")
  void errorsAreEncodedSo(ErrorVector vector) {
    ByteBuffer frame = FrameEncoder.error(vector.id(), vector.code(), vector.reason());
    assertThat(Hex.remaining(frame)).isEqualTo(Hex.text(vector.frame()));
  }

  @Test
  void theFormatIsKnown() {
    assertThat(TestVectors.ROOT.required("format").asText()).isEqualTo("parley-test-vectors/1");
    ServerOptions defaults = ServerOptions.defaults();
    assertThat(TestVectors.ROOT.required("defaults").required("maximumPayload").asInt())
        .isEqualTo(defaults.maximumPayload());
    assertThat(TestVectors.ROOT.required("defaults").required("maximumDelayMs").asLong())
        .isEqualTo(defaults.maximumDelay().toMillis());
  }

  @Test
  void namesAreUniqueAndRulesExist() {
    assertThat(TestVectors.streams().map(StreamVector::name)).doesNotHaveDuplicates();
    assertThat(TestVectors.errorFrames().map(ErrorVector::name)).doesNotHaveDuplicates();
    assertThat(TestVectors.streams().flatMap(vector -> vector.rules().stream()).distinct())
        .isSubsetOf(Specification.ruleIds());
    assertThat(TestVectors.streams()).noneMatch(vector -> vector.rules().isEmpty());
  }

  /** An end that no fatal ERROR explains needs the client's own, and its end always brings it. */
  @Test
  void everyEndHasACause() {
    assertThat(TestVectors.streams())
        .allMatch(vector -> vector.ended() == (vector.halfClose() || vector.expected().ended()));
  }

  @Test
  void theBytesPrintedInTheSpecificationAreAmongThem() {
    List<String> lines = Specification.byteLines();
    assertThat(lines).hasSize(8).contains(Hex.text("GET / HTTP/1.0".getBytes(US_ASCII)));
    for (int i = 0; i < lines.size(); i += 2) {
      assertPrinted(lines.get(i), lines.get(i + 1));
    }
  }

  private static void assertPrinted(String request, String reply) {
    Stream<StreamVector> sent =
        TestVectors.streams().filter(vector -> Hex.text(vector.sent()).equals(request));
    List<Reply> replies = Reply.all(Hex.bytes(reply));
    assertThat(sent).as(request).anyMatch(vector -> vector.expected().replies().equals(replies));
    if (replies.getFirst().type() == FrameType.ERROR) {
      assertThat(TestVectors.errorFrames().map(vector -> Hex.text(vector.frame()))).contains(reply);
    }
  }

  private static Conversation feed(StreamVector vector, int... splits) {
    Conversation conversation = new Conversation(vector.options());
    int from = 0;
    for (int split : splits) {
      conversation.receive(vector.sent(), from, split);
      from = split;
    }
    return conversation.receive(vector.sent(), from, vector.sent().length);
  }

  private static IntStream splits(int length) {
    return IntStream.range(1, length)
        .filter(
            at -> length <= EVERY_SPLIT || at < 32 || length - at < 32 || at % (length / 64) == 0);
  }
}
