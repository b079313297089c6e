// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** For any bytes, split anywhere, the code answers what the specification says. */
class StreamPropertiesTest {

  /** Streams of frames, most of them good, and perhaps cut off at the end. */
  @Property(tries = 500)
  void anySplitGivesTheSameReplies(
      @ForAll("options") ServerOptions options,
      @ForAll("streams") byte[] stream,
      @ForAll("chunks") List<Integer> chunks) {
    assertAgrees(options, stream, chunks);
  }

  /** The {@link Conversation} also checks at each step that the buffer stays within its bounds. */
  @Property(tries = 2_000)
  void hostileBytesAreAnsweredOrEndTheConnection(
      @ForAll("options") ServerOptions options,
      @ForAll("hostile") byte[] stream,
      @ForAll("chunks") List<Integer> chunks) {
    assertAgrees(options, stream, chunks);
  }

  @Property
  void lookingMovesNothingAndChangesNothing(
      @ForAll("options") ServerOptions options,
      @ForAll("hostile") byte[] stream,
      @ForAll("chunks") List<Integer> chunks) {
    int position = Math.min(chunks.getFirst(), stream.length);
    ByteBuffer bytes = ByteBuffer.wrap(stream.clone()).position(position);
    FrameDecoder decoder = new FrameDecoder(options.maximumPayload());
    FrameDecoder.Progress progress = decoder.look(bytes);
    assertThat(bytes.position()).isEqualTo(position);
    assertThat(bytes.limit()).isEqualTo(stream.length);
    assertThat(bytes.array()).isEqualTo(stream);
    assertThat(decoder.start()).isEqualTo(position);
    if (progress != FrameDecoder.Progress.TOO_LARGE) {
      boolean whole = decoder.end() <= stream.length;
      assertThat(whole).isEqualTo(progress == FrameDecoder.Progress.COMPLETE);
    }
  }

  private static void assertAgrees(ServerOptions options, byte[] stream, List<Integer> chunks) {
    Transcript expected = Model.of(options, stream);
    assertThat(new Conversation(options).receive(stream, 0, stream.length).transcript())
        .as("fed whole")
        .isEqualTo(expected);
    Conversation split = new Conversation(options);
    int from = 0;
    for (int i = 0; from < stream.length; i++) {
      int to = Math.min(from + chunks.get(i % chunks.size()), stream.length);
      split.receive(stream, from, to);
      from = to;
    }
    assertThat(split.transcript()).as("fed in pieces").isEqualTo(expected);
  }

  @Provide
  Arbitrary<ServerOptions> options() {
    Arbitrary<Integer> payload = Arbitraries.of(0, 3, 4, 64, 5_000, 100_000, 16_777_216);
    Arbitrary<Long> delay = Arbitraries.of(0L, 1L, 255L, 65_536L, (long) Integer.MAX_VALUE);
    return Combinators.combine(payload, delay)
        .as((bytes, millis) ->
            ServerOptions.defaults().toBuilder()
                .maximumPayload(bytes)
                .maximumDelay(Duration.ofMillis(millis))
                .build());
  }

  @Provide
  Arbitrary<List<Integer>> chunks() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(1, 12), Arbitraries.integers().between(1, 20_000))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<byte[]> streams(@ForAll @From("frames") byte[] last) {
    Arbitrary<Integer> cut =
        Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(0, last.length));
    return Combinators.combine(frames().list().ofMaxSize(20), cut)
        .as((frames, length) -> {
          ByteArrayOutputStream stream = new ByteArrayOutputStream();
          frames.forEach(stream::writeBytes);
          stream.write(last, 0, length);
          return stream.toByteArray();
        });
  }

  @Provide
  Arbitrary<byte[]> frames() {
    Arbitrary<Integer> types =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(1)),
            Tuple.of(3, Arbitraries.just(2)),
            Tuple.of(1, Arbitraries.integers().between(0, 255)));
    Arbitrary<byte[]> payloads =
        Arbitraries.frequencyOf(
            Tuple.of(8, mostlySmallBytes(40)),
            Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(3_000)),
            Tuple.of(
                1,
                Arbitraries.integers().between(60_000, 200_000).map(StreamPropertiesTest::filled)));
    return Combinators.combine(types, Arbitraries.integers(), payloads)
        .as((type, id, payload) -> FrameEncoder.frame(type, id, payload).array());
  }

  /** Small values make headers of small lengths and known types, which get somewhere. */
  @Provide
  Arbitrary<byte[]> hostile() {
    return Arbitraries.oneOf(
        mostlySmallBytes(400), Arbitraries.bytes().array(byte[].class).ofMaxSize(400));
  }

  private static Arbitrary<byte[]> mostlySmallBytes(int atMost) {
    return Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just((byte) 0)),
            Tuple.of(4, Arbitraries.bytes().between((byte) 1, (byte) 9)),
            Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMaxSize(atMost);
  }

  private static byte[] filled(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i * 31);
    }
    return payload;
  }
}
