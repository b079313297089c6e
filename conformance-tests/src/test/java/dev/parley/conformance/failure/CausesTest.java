// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.WireFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Causes that no broken server of the suite's own brings about, and the limits of the others. */
class CausesTest extends CausesCase {

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
}
