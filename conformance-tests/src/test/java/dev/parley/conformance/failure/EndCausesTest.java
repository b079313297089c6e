// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Causes of an end, a reset or silence where a reply was expected. */
class EndCausesTest extends CausesCase {

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
  void readsPiecesThatWereTooSmall() {
    byte[] bytes = REQUEST.bytes();
    record(transcript, Arrays.copyOf(bytes, 1));
    record(transcript, Arrays.copyOfRange(bytes, 1, bytes.length));
    Received reset = new Received.Reset(0, 0);
    assertThat(causes(Bytes.NONE, Bytes.NONE, reset))
        .anyMatch(cause -> cause.contains("a read that brings less than a header"));
    byte[] reply = REQUEST.reply().bytes();
    transcript.received(reply, 0, reply.length);
    assertThat(causes(Bytes.NONE, Bytes.NONE, reset))
        .noneMatch(cause -> cause.contains("a read that brings less"));
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

  @Test
  void readsAnOversizedHeaderOfAnUnknownType() {
    record(transcript, WireFrame.header(0x7FFF_FFFFL, 0x20, 7));
    Bytes error = new Bytes(new WireFrame(WireFrame.ERROR, 7, new byte[] {1}).bytes());
    assertThat(causes(error, Bytes.NONE, NOTHING))
        .first()
        .asString()
        .endsWith("instead of judging the length first, whatever the type is.");
  }

  @Test
  void readsABufferWithoutRoomForTheHeader() {
    WireFrame large = WireFrame.echo(7, new byte[70_000]);
    send(large);
    Bytes reply = new Bytes(large.reply().bytes());
    assertThat(causes(reply, Bytes.NONE, END))
        .anySatisfy(cause ->
            assertThat(cause).startsWith("The frame has 70009 bytes, 9 more than its payload"));
    assertThat(causes(reply, Bytes.NONE, RESET)).noneMatch(cause -> cause.contains("70009"));
  }
}
