// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.spy;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The probe against a peer that the test plays by hand. */
class ProbeTest {

  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final WireFrame REPLY = WireFrame.echo(7, new byte[] {1, 2, 3, 4}).reply();

  private final Watchdog watchdog = new Watchdog();
  private ServerSocket listener;
  private Link link;
  private Probe probe;
  private Socket peer;

  @BeforeEach
  void connect() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setReceiveBufferSize(4096);
    var address = (InetSocketAddress) listener.getLocalSocketAddress();
    link = TcpLink.connect(address, 4096, PATIENCE);
    probe = new Probe(link, PATIENCE, watchdog);
    peer = listener.accept();
    peer.setTcpNoDelay(true);
  }

  @AfterEach
  void close() throws IOException {
    probe.close();
    peer.close();
    listener.close();
    watchdog.close();
  }

  @Test
  void sendsExactlyWhatItIsToldTo() throws IOException {
    probe.send(REPLY);
    probe.sendInPieces(new byte[] {9, 8, 7}, 2, Duration.ofMillis(1));
    assertThat(probe.pump(new byte[] {6})).isTrue();
    probe.end();

    byte[] sent = peer.getInputStream().readAllBytes();
    assertThat(Arrays.copyOf(sent, 13)).isEqualTo(REPLY.bytes());
    assertThat(Arrays.copyOfRange(sent, 13, sent.length)).containsExactly(9, 8, 7, 6);
    assertThat(probe.transcript().sentBytes()).isEqualTo(sent.length);
  }

  @Test
  void tellsFramesEndsResetsAndSilenceApart() throws IOException {
    answer(REPLY.bytes());
    assertThat(probe.next(PATIENCE))
        .isInstanceOfSatisfying(
            Received.Frame.class, frame -> assertThat(frame.frame()).isEqualTo(REPLY));

    answer(new byte[] {0, 0});
    Received nothing = probe.next(Duration.ofMillis(50));
    assertThat(nothing.toString()).matches("no more than 2 bytes within \\d+ ms; .* is open");

    peer.shutdownOutput();
    assertThat(probe.next(PATIENCE)).hasToString("a clean end (FIN), behind 2 bytes of a frame");
    assertThat(probe.next(PATIENCE)).isInstanceOf(Received.End.class);
  }

  @Test
  void tellsAReset() throws IOException {
    peer.setSoLinger(true, 0);
    peer.close();

    assertThat(probe.next(PATIENCE)).hasToString("a reset (RST) instead of a clean end");
    assertThat(probe.trySend(new byte[1])).isFalse();
    assertThatThrownBy(() -> probe.sendBytes(new byte[1]))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("expected a connection that takes 1 byte, but got a reset");
    assertThat(probe.pump(new byte[1])).isFalse();
  }

  @Test
  void acceptsWhatItExpects() throws IOException {
    answer(REPLY.bytes());
    answer(REPLY.bytes());
    probe.expect(REPLY, REPLY);
    answer(new WireFrame(WireFrame.ERROR, 5, new byte[] {4, 'x'}).bytes());
    assertThat(probe.expectError(4, 5).payload()).containsExactly(4, 'x');
    probe.expectQuiet(Duration.ofMillis(20));
    peer.shutdownOutput();
    probe.expectEnd();
  }

  @Test
  void showsTheByteThatDiffers() throws IOException {
    byte[] wrong = REPLY.bytes();
    wrong[11] = 99;
    answer(wrong);

    Mismatch mismatch = mismatch(() -> probe.expect(REPLY));
    assertThat(mismatch.expected()).containsExactly("ECHO reply, id 7, 4 bytes");
    assertThat(mismatch.actual()).isEqualTo("ECHO reply, id 7, 4 bytes");
    Evidence evidence = Objects.requireNonNull(mismatch.evidence());
    assertThat(evidence.expected().mismatch(evidence.actual())).isEqualTo(11);
  }

  @Test
  void doesNotWaitForALengthThatIsWrong() throws IOException {
    byte[] wrong = REPLY.bytes();
    wrong[0] = 0x7F;
    answer(wrong);

    assertThat(mismatch(() -> probe.expect(REPLY)).actual())
        .startsWith("part of ECHO reply, id 7, 2,130,706,436 bytes");
  }

  @Test
  void refusesAHeaderThatAnnouncesTooMuch() throws IOException {
    answer(WireFrame.header(0xFFFF_FFFFL, 0x81, 7));

    assertThat(mismatch(() -> probe.next(PATIENCE)).actual()).contains("4,294,967,295 bytes");
  }

  @Test
  void findsOutWhetherAReplyWasHeldBack() throws IOException {
    var asking = new Probe(answersAtTheEnd(), PATIENCE, watchdog);
    Evidence evidence = Objects.requireNonNull(mismatch(() -> asking.expect(REPLY)).evidence());

    assertThat(evidence.stop()).isInstanceOf(Received.Nothing.class);
    assertThat(evidence.ended()).isFalse();
    assertThat(evidence.afterEnd()).isInstanceOf(Received.Frame.class);
  }

  @Test
  void refusesWhatItDoesNotExpect() throws IOException {
    answer(REPLY.bytes());
    assertThat(mismatch(() -> probe.expectQuiet(PATIENCE))).hasMessageContaining("silence");
    answer(REPLY.bytes());
    assertThat(mismatch(probe::expectEnd)).hasMessageContaining("a clean end");
    answer(REPLY.bytes());
    assertThat(mismatch(() -> probe.expectError(1, 7)).expected())
        .containsExactly("ERROR TOO_LARGE with id 7");
  }

  @Test
  void refusesErrorsThatBreakTheirLimits() throws IOException {
    byte[] long257 = new byte[257];
    Arrays.fill(long257, (byte) 1);
    answer(new WireFrame(WireFrame.ERROR, 7, long257).bytes());
    assertThat(mismatch(() -> probe.expectError(1, 7))).hasMessageContaining("256 bytes at most");
    answer(new WireFrame(WireFrame.ERROR, 7, new byte[] {1, (byte) 0xC3}).bytes());
    assertThat(mismatch(() -> probe.expectError(1, 7))).hasMessageContaining("UTF-8");
    answer(new WireFrame(WireFrame.ERROR, 7, new byte[0]).bytes());
    assertThat(mismatch(() -> probe.expectError(1, 7))).hasMessageContaining("no code");
    answer(new WireFrame(WireFrame.ERROR, 8, new byte[] {1}).bytes());
    assertThat(mismatch(() -> probe.expectError(1, 7))).hasMessageContaining("id 8");
  }

  @Test
  void cutsAWriteThatIsNotTaken() {
    assertThat(mismatch(() -> probe.sendBytes(new byte[16 << 20])))
        .hasMessageContaining("a write that was not taken within 300 ms");
  }

  @Test
  void failsByAConditionWithItsCause() {
    probe.require(true, "a", "b", "c");
    Mismatch mismatch = mismatch(() -> probe.require(false, "this", "that", "because"));
    assertThat(mismatch).hasMessage("expected this, but got that");
    assertThat(mismatch.causes()).containsExactly("because");
    assertThat(mismatch(() -> probe.require(false, "this", "that", "")).causes()).isEmpty();
  }

  @Test
  void isNotToBeReadWhenClosed() {
    probe.close();
    probe.close();
    assertThatThrownBy(() -> probe.next(PATIENCE)).isInstanceOf(HarnessFault.class);
  }

  /** The peer's reply is there when the probe has ended its side, however busy the machine is. */
  private Link answersAtTheEnd() throws IOException {
    Link answering = spy(link);
    doAnswer(
            call -> {
              call.callRealMethod();
              answer(REPLY.bytes());
              return null;
            })
        .when(answering)
        .endOutput();
    return answering;
  }

  private void answer(byte[] bytes) throws IOException {
    peer.getOutputStream().write(bytes);
  }

  private static Mismatch mismatch(ThrowingCallable action) {
    return catchThrowableOfType(Mismatch.class, action);
  }
}
