// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  private final Transcript transcript = new Transcript();

  @Test
  void showsFramesInWordsAndHexByOrderOfTime() {
    send(WireFrame.echo(7, new byte[] {1, 2}).bytes());
    transcript.saw("FIN");

    assertThat(withoutTimes())
        .isEqualTo(
            """
            -> ECHO, id 7, 2 bytes
               00 00 00 02 01 00 00 00 07 01 02
            <- FIN\
            """);
  }

  @Test
  void putsAFastAnswerBehindItsRequest() {
    long before = System.nanoTime();
    byte[] reply = WireFrame.echo(7, new byte[0]).reply().bytes();
    transcript.received(reply, 0, reply.length);
    byte[] request = WireFrame.echo(7, new byte[0]).bytes();
    transcript.sent(before, request, 0, request.length);

    assertThat(withoutTimes()).containsSubsequence("-> ECHO, id 7", "<- ECHO reply, id 7");
  }

  @Test
  void putsPiecesTogether() {
    byte[] bytes = WireFrame.echo(7, new byte[] {1, 2}).bytes();
    for (byte b : bytes) {
      send(new byte[] {b});
    }

    assertThat(transcript.sentFrames()).hasSize(1);
    assertThat(withoutTimes())
        .contains("ECHO, id 7, 2 bytes (in 11 pieces of 1, 1, 1, 1, 1, 1, 1, 1, .. bytes");
  }

  @Test
  void partsWhatCameTogether() {
    byte[] both =
        WireFrame.bytes(List.of(WireFrame.echo(1, new byte[3]), WireFrame.echo(2, new byte[0])));
    transcript.received(both, 0, both.length);

    assertThat(transcript.receivedFrames()).extracting(LoggedFrame::id).containsExactly(1, 2);
    assertThat(transcript.receivedBytes()).isEqualTo(both.length);
  }

  @Test
  void showsWhatIsIncomplete() {
    send(new byte[] {0, 0});
    assertThat(withoutTimes()).startsWith("-> part of a header, 2 bytes\n   00 00");

    send(new byte[] {0, 9, 1, 0, 0, 0, 5, 42});
    assertThat(withoutTimes())
        .startsWith("-> part of ECHO, id 5, 9 bytes: 10 bytes with the header (in 2 pieces");
  }

  @Test
  void shortensLongFramesInTheMiddle() {
    byte[] payload = new byte[10_000];
    payload[9_999] = 0x7F;
    byte[] bytes = WireFrame.echo(1, payload).bytes();
    send(bytes);

    assertThat(withoutTimes()).endsWith("00 00 00 .. 00 00 00 7F");
    assertThat(withoutTimes().length()).isLessThan(300);
    assertThat(transcript.sentFrames().getFirst().bytes()).hasSize(4096);
  }

  @Test
  void shortensLongConversationsInTheMiddleAndStaysSmall() {
    for (int id = 0; id < 5000; id++) {
      send(WireFrame.echo(id, new byte[1]).bytes());
    }

    assertThat(transcript.toString())
        .contains("ECHO, id 0,", ".. 4982 more ..", "ECHO, id 4999,")
        .doesNotContain("ECHO, id 2000,");
    assertThat(transcript.sentFrames()).hasSize(1500);
    assertThat(transcript.sentBytes()).isEqualTo(50_000);
  }

  @Test
  void tellsOnceWhatHappensAgainAndAgain() {
    transcript.saw("a write failed");
    transcript.saw("a write failed");
    transcript.saw("a write failed");
    transcript.did("close");
    transcript.saw("a write failed");

    assertThat(withoutTimes().lines())
        .containsExactly("<- a write failed (3 times)", "-> close", "<- a write failed");
  }

  private void send(byte[] bytes) {
    transcript.sent(System.nanoTime(), bytes, 0, bytes.length);
  }

  private String withoutTimes() {
    return transcript
        .toString()
        .replaceAll("(?m)^ +[0-9.]+ ms ", "")
        .replaceAll("(?m)^ {14}", "   ");
  }
}
