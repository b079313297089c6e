// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.Transcript;
import dev.parley.conformance.wire.WireFrame;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Causes that no broken server of the suite's own brings about, and the limits of the others. */
class CausesTest {

  private static final byte[] PAYLOAD = bytes(0x10, 0x83, 0x35, 0x47, 0x59, 0x6B, 0x7D, 0x0F);
  private static final WireFrame REQUEST = WireFrame.echo(0x01020304, PAYLOAD);
  private static final Received.Nothing NOTHING = new Received.Nothing(0, 5000, 0);
  private static final Received.End END = new Received.End(0, 0);
  private static final Received.Reset RESET = new Received.Reset(0, 0);

  private final Transcript transcript = new Transcript();
  private final Transcript other = new Transcript();

  @Test
  void saysNothingWhereTheBytesTellNothing() {
    assertThat(causes(Bytes.NONE, Bytes.NONE, null)).isEmpty();
    send(REQUEST);
    byte[] odd = REQUEST.reply().bytes();
    odd[12] ^= 0x55;
    assertThat(differing(odd)).isEmpty();
  }

  @Test
  void readsTheLength() {
    send(REQUEST);
    assertThat(differing(0, 0, 0, 17, 0x81, 1, 2, 3, 4))
        .first()
        .asString()
        .contains("the header too");
    assertThat(differing(0, 0, 0, 13, 0x81, 1, 2, 3, 4))
        .first()
        .asString()
        .contains("a part of the header");
    assertThat(differing(0, 0, 0, 12, 0x81, 1, 2, 3, 4))
        .first()
        .asString()
        .contains("a part of the header");
    assertThat(differing(8, 0, 0, 0, 0x81, 1, 2, 3, 4))
        .first()
        .asString()
        .contains("little-endian");
  }

  @Test
  void readsALengthThatWasWidenedWithItsSign() {
    WireFrame request = WireFrame.echo(5, new byte[200]);
    send(request);
    Bytes actual = new Bytes(WireFrame.header(0xFFFF_FFC8L, 0x81, 5));
    assertThat(causes(new Bytes(request.reply().bytes()), actual, null))
        .first()
        .asString()
        .isEqualTo(
            "The length is 4294967240 instead of 200: a byte above 7F was widened with its sign;"
                + " mask it with & 0xFF.");
  }

  @Test
  void readsTheId() {
    send(REQUEST);
    assertThat(differing(0, 0, 0, 8, 0x81, 4, 3, 2, 1))
        .containsExactly("The id is in little-endian order; it must come back byte for byte.");
    assertThat(differing(0, 0, 0, 8, 0x81, 0, 0, 0, 4))
        .first()
        .asString()
        .contains("widened with its sign");
    assertThat(differing(0, 0, 0, 8, 0x81, 9, 9, 9, 9)).isEmpty();
  }

  @Test
  void readsARequestThatWasSentBack() {
    send(REQUEST);
    assertThat(differing(REQUEST.bytes()))
        .containsExactly("The request came back as it was: a reply's type has the high bit set.");
  }

  @Test
  void readsAPieceThatWasSentBack() {
    byte[] request = REQUEST.bytes();
    transcript.sent(System.nanoTime(), request, 0, 1);
    transcript.sent(System.nanoTime(), request, 1, request.length - 1);
    assertThat(differing(request)).first().asString().contains("each read taken for a whole frame");
  }

  @Test
  void readsATextDecoder() {
    send(REQUEST);
    byte[] question = REQUEST.reply().bytes();
    question[10] = '?';
    assertThat(differing(question)).first().asString().contains("0x83 became '?'");
    byte[] replaced = Arrays.copyOf(REQUEST.reply().bytes(), 19);
    replaced[10] = (byte) 0xEF;
    replaced[11] = (byte) 0xBF;
    replaced[12] = (byte) 0xBD;
    assertThat(differing(replaced)).first().asString().contains("U+FFFD (EF BF BD)");
  }

  @Test
  void readsABufferThatWasFilledInPart() {
    send(REQUEST);
    byte[] zeros = Arrays.copyOf(Arrays.copyOf(REQUEST.reply().bytes(), 12), 17);
    assertThat(differing(zeros)).first().asString().contains("From byte 12 on the reply has zeros");
  }

  @Test
  void readsForeignAndStaleBytes() {
    send(WireFrame.echo(6, bytes(9, 9, 9, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5)));
    send(REQUEST);
    byte[] stale = REQUEST.reply().bytes();
    System.arraycopy(bytes(0xA1, 0xA2, 0xA3, 0xA4, 0xA5), 0, stale, 12, 5);
    assertThat(differing(stale))
        .containsExactly(
            "From byte 12 on the reply has bytes of an earlier request, id 6: the buffer still"
                + " holds them, and more of it was sent than was read.");

    record(other, WireFrame.echo(7, bytes(8, 8, 8, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5)).bytes());
    System.arraycopy(bytes(0xB1, 0xB2, 0xB3, 0xB4, 0xB5), 0, stale, 12, 5);
    assertThat(differing(stale))
        .containsExactly(
            "From byte 12 on the reply has bytes of another client's request, id 7: connections"
                + " share a buffer.");
  }

  @Test
  void readsAWholeBufferInsteadOfItsFilledPart() {
    send(REQUEST);
    assertThat(differing(0, 0, 4, 0, 0x81, 1, 2, 3, 4))
        .containsExactly(
            "The reply is longer than the request: the whole buffer was sent back instead of the"
                + " bytes that were read.");
  }

  @Test
  void readsTextThatBecameLonger() {
    send(REQUEST);
    assertThat(differing(0, 0, 0, 20, 0x81, 1, 2, 3, 4, 0x10, 0xEF, 0xBF, 0xBD, 0x35))
        .containsExactly(
            "The byte 0x83 became U+FFFD (EF BF BD): the payload went through a text decoder. It is"
                + " bytes, not text.");
  }

  @Test
  void readsAnErrorWithoutACode() {
    send(new WireFrame(WireFrame.DELAY, 7, new byte[2]));
    Bytes expected = new Bytes(new WireFrame(WireFrame.ERROR, 7, new byte[] {3}).bytes());
    assertThat(causes(expected, new Bytes(WireFrame.header(0, WireFrame.ERROR, 7)), null))
        .containsExactly(
            "The ERROR has no code: was it cut to the maximum payload? That limits requests, and no"
                + " reply.");
  }

  @Test
  void readsAFaultOfTheServer() {
    send(REQUEST);
    assertThat(differing(0, 0, 0, 1, 0xFF, 1, 2, 3, 4, 6))
        .first()
        .asString()
        .startsWith("The server answers with ERROR INTERNAL: something in it failed");
  }

  @Test
  void readsOneReadForOneFrame() {
    byte[] bytes = REQUEST.bytes();
    record(transcript, Arrays.copyOf(bytes, 4));
    record(transcript, Arrays.copyOfRange(bytes, 4, 12));
    record(transcript, Arrays.copyOfRange(bytes, 12, 17));
    assertThat(differing(0, 0, 0, 3, 0x81, 1, 2, 3, 4))
        .first()
        .asString()
        .startsWith("The reply is as long as the first 12 bytes of the request");
    assertThat(differing(0, 0, 0, 5, 0x81, 1, 2, 3, 4)).isEmpty();
  }

  @Test
  void readsAReplyThatIsCutOff() {
    send(REQUEST);
    byte[] half = Arrays.copyOf(REQUEST.reply().bytes(), 11);
    assertThat(causes(half, NOTHING))
        .containsExactly(
            "The reply is right as far as it goes, 11 of 17 bytes: a write took only a part, and"
                + " the rest was never sent.");
    assertThat(causes(half, END))
        .containsExactly(
            "The reply is right as far as it goes, 11 of 17 bytes: a write took only a part, and"
                + " the connection was closed before the rest.");
  }

  @Test
  void readsAnEndThatWasTakenForTheEndOfAll() {
    send(REQUEST);
    var evidence =
        new Evidence(new Bytes(REQUEST.reply().bytes()), Bytes.NONE, END, true, null, transcript);
    assertThat(Causes.of(evidence, List.of()))
        .containsExactly(
            "The suite had ended its side, and the server closed before it had answered: the end of"
                + " a client's sending is not the end of its reading.");
  }

  @Test
  void readsSilence() {
    send(REQUEST);
    assertThat(causes(new byte[0], NOTHING)).isEmpty();
    assertThat(after(END)).first().asString().contains("only when the suite had ended its own");
    assertThat(after(new Received.Frame(REQUEST.reply(), 0)))
        .first()
        .asString()
        .contains("a missing flush");
  }

  @Test
  void readsSilenceAfterSomeReplies() {
    for (int id = 1; id <= 4; id++) {
      send(WireFrame.echo(id, new byte[1]));
    }
    byte[] reply = WireFrame.echo(1, new byte[1]).reply().bytes();
    transcript.received(reply, 0, reply.length);
    Bytes expected = new Bytes(WireFrame.echo(2, new byte[1]).reply().bytes());
    assertThat(causes(expected, Bytes.NONE, NOTHING))
        .first()
        .asString()
        .startsWith("1 of 4 requests were answered, and the rest had arrived with them");
  }

  @Test
  void readsSilenceAfterPieces() {
    byte[] bytes = REQUEST.bytes();
    record(transcript, Arrays.copyOf(bytes, 2));
    record(transcript, Arrays.copyOfRange(bytes, 2, bytes.length));
    assertThat(causes(new byte[0], NOTHING))
        .first()
        .asString()
        .startsWith("The request was sent in pieces (2, .. bytes)");
  }

  @Test
  void readsAnOversizedHeader() {
    record(transcript, WireFrame.header(0xFFFF_FFFFL, 1, 7));
    Bytes error = new Bytes(new WireFrame(WireFrame.ERROR, 7, new byte[] {1}).bytes());
    assertThat(causes(error, Bytes.NONE, NOTHING))
        .first()
        .asString()
        .contains("waits for them")
        .endsWith("for the negative number -1.");
    assertThat(causes(error, Bytes.NONE, RESET))
        .first()
        .asString()
        .contains("ended the connection without an answer");
    assertThat(causes(error, Bytes.NONE, RESET)).last().asString().contains("SO_LINGER");
  }

  @Test
  void readsAPositiveOversizedHeader() {
    record(transcript, WireFrame.header(0x7FFF_FFFFL, 1, 7));
    Bytes error = new Bytes(new WireFrame(WireFrame.ERROR, 7, new byte[] {1}).bytes());
    assertThat(causes(error, Bytes.NONE, NOTHING))
        .first()
        .asString()
        .endsWith("instead of judging the length first.");
  }

  private List<String> after(Received afterEnd) {
    var evidence =
        new Evidence(
            new Bytes(REQUEST.reply().bytes()), Bytes.NONE, NOTHING, false, afterEnd, transcript);
    return Causes.of(evidence, List.of());
  }

  private List<String> differing(int... actual) {
    return differing(bytes(actual));
  }

  private List<String> differing(byte[] actual) {
    return causes(actual, null);
  }

  private List<String> causes(byte[] actual, @Nullable Received stop) {
    return causes(new Bytes(REQUEST.reply().bytes()), new Bytes(actual), stop);
  }

  private List<String> causes(Bytes expected, Bytes actual, @Nullable Received stop) {
    return Causes.of(new Evidence(expected, actual, stop, false, null, transcript), List.of(other));
  }

  private void send(WireFrame frame) {
    record(transcript, frame.bytes());
  }

  private static void record(Transcript transcript, byte[] bytes) {
    transcript.sent(0, bytes, 0, bytes.length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
