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

/** What is said of a connection that lost its server, or was lost by it, and of what is foreign. */
class LifeCausesTest {

  private static final Received.Nothing NOTHING = new Received.Nothing(0, 5000, 0);
  private static final Received.End END = new Received.End(0, 0);
  private static final WireFrame ECHO = WireFrame.echo(7, new byte[20]);

  private final Transcript transcript = new Transcript();
  private final Transcript other = new Transcript();

  @Test
  void tellsAConnectionThatWasNeverServed() {
    send(ECHO.bytes());
    assertThat(silence(ECHO)).first().asString().contains("not woken for it");
    receive(other, ECHO.reply());
    assertThat(silence(ECHO)).first().asString().contains("was the accept loop left");
  }

  @Test
  void tellsAServerThatTakesEverybody() {
    Bytes busy = new Bytes(error(5).bytes());
    assertThat(causes(busy, Bytes.NONE, NOTHING, END)).first().asString().contains("let in");
    assertThat(causes(new Bytes(error(4).bytes()), Bytes.NONE, NOTHING, END))
        .noneMatch(cause -> cause.contains("let in"));
    receive(transcript, ECHO.reply());
    assertThat(causes(busy, Bytes.NONE, NOTHING, END)).noneMatch(cause -> cause.contains("let in"));
  }

  @Test
  void tellsAConnectionThatIsServedNoMore() {
    send(ECHO.bytes());
    receive(transcript, ECHO.reply());
    send(WireFrame.echo(8, new byte[20]).bytes());
    assertThat(silence(WireFrame.echo(8, new byte[20])))
        .first()
        .asString()
        .startsWith("This connection was served before");
  }

  @Test
  void tellsABufferWithoutRoom() {
    WireFrame large = WireFrame.echo(9, new byte[65_536]);
    send(large.bytes());
    assertThat(silence(large)).anyMatch(cause -> cause.contains("no room for more"));
    send(ECHO.bytes());
    assertThat(silence(ECHO)).noneMatch(cause -> cause.contains("no room for more"));
  }

  @Test
  void tellsAnErrorThatEndedWhatItShouldNot() {
    send(ECHO.bytes());
    receive(transcript, error(2));
    assertThat(ended(ECHO))
        .first()
        .asString()
        .contains("ERROR UNKNOWN_TYPE, which costs one frame");
    receive(transcript, error(3));
    assertThat(ended(ECHO)).first().asString().contains("BAD_REQUEST");
    receive(transcript, error(1));
    assertThat(ended(ECHO)).noneMatch(cause -> cause.contains("costs one frame"));
  }

  @Test
  void tellsAnEndInMidFrame() {
    send(Arrays.copyOf(ECHO.bytes(), 4));
    assertThat(endedWhereNothingWasExpected()).first().asString().contains("less than a header");
    assertThat(ended(ECHO)).anyMatch(cause -> cause.contains("less than a header"));
  }

  @Test
  void tellsAnEndBehindAnAnnouncedLength() {
    send(WireFrame.header(16_000_000, WireFrame.ECHO, 1));
    assertThat(endedWhereNothingWasExpected()).first().asString().contains("memory was taken");
  }

  @Test
  void saysNothingOfAnEndBehindWholeFramesOrALengthThatIsRefused() {
    send(ECHO.bytes());
    assertThat(endedWhereNothingWasExpected()).isEmpty();
    send(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 1));
    assertThat(endedWhereNothingWasExpected()).noneMatch(cause -> cause.contains("less than"));
  }

  @Test
  void tellsAReplyToAnotherClient() {
    WireFrame foreign = WireFrame.echo(0x0F0E0D0C, new byte[20]);
    send(ECHO.bytes());
    byte[] request = foreign.bytes();
    other.sent(0, request, 0, request.length);
    assertThat(causes(bytes(ECHO), new Bytes(foreign.reply().bytes()), null, null))
        .first()
        .asString()
        .contains("another client's request")
        .contains("connections share a buffer");
  }

  private List<String> silence(WireFrame expected) {
    return causes(bytes(expected), Bytes.NONE, NOTHING, NOTHING);
  }

  private List<String> ended(WireFrame expected) {
    return causes(bytes(expected), Bytes.NONE, END, null);
  }

  private List<String> endedWhereNothingWasExpected() {
    return causes(Bytes.NONE, Bytes.NONE, END, null);
  }

  private List<String> causes(
      Bytes expected, Bytes actual, @Nullable Received stop, @Nullable Received afterEnd) {
    var evidence = new Evidence(expected, actual, stop, false, afterEnd, transcript);
    return Causes.of(evidence, List.of(other));
  }

  private static Bytes bytes(WireFrame request) {
    return new Bytes(request.reply().bytes());
  }

  private static WireFrame error(int code) {
    return new WireFrame(WireFrame.ERROR, 7, new byte[] {(byte) code});
  }

  private void send(byte[] bytes) {
    transcript.sent(0, bytes, 0, bytes.length);
  }

  private static void receive(Transcript transcript, WireFrame frame) {
    byte[] bytes = frame.bytes();
    transcript.received(bytes, 0, bytes.length);
  }
}
