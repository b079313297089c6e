// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramProbeTest {

  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final WireFrame ECHO = WireFrame.echo(7, new byte[] {1, 2, 3});

  private final DatagramProbe server = DatagramProbe.atLoopback(PATIENCE);
  private final DatagramProbe probe = DatagramProbe.to(server.address(), PATIENCE);

  @AfterEach
  void close() {
    probe.close();
    server.close();
  }

  @Test
  void expectsOneFrameInOneDatagram() {
    answer(ECHO.reply().bytes());
    probe.expect(ECHO.reply());
    probe.expectQuiet(Duration.ofMillis(20));
    assertThat(probe.transcript().toString())
        .contains("-> ECHO, id 7, 3 bytes", "<- ECHO reply, id 7, 3 bytes");
  }

  @Test
  void showsWhatCameInItsPlace() {
    byte[] other = ECHO.reply().bytes();
    other[10]++;
    answer(other);
    assertThatThrownBy(() -> probe.expect(ECHO.reply()))
        .isInstanceOfSatisfying(
            Mismatch.class,
            mismatch -> {
              Evidence evidence = Objects.requireNonNull(mismatch.evidence());
              assertThat(evidence.expected().mismatch(evidence.actual())).isEqualTo(10);
            });
  }

  @Test
  void showsThatNothingCame() {
    probe.send(ECHO);
    assertThatThrownBy(() -> probe.expect(ECHO.reply()))
        .isInstanceOf(Mismatch.class)
        .hasMessageMatching("expected ECHO reply, id 7, 3 bytes, but got no datagram within .* ms");
  }

  @Test
  void tellsAReplyFromAnotherAddress() {
    try (DatagramProbe stranger = DatagramProbe.atLoopback(PATIENCE)) {
      probe.send(ECHO);
      var request = (Received.Datagram) server.next(PATIENCE);
      stranger.sendTo(request.from(), ECHO.reply().bytes());
      assertThatThrownBy(() -> probe.expect(ECHO.reply()))
          .isInstanceOf(Mismatch.class)
          .hasMessageContaining("the right reply, from 127.0.0.1:" + stranger.address().getPort());
    }
  }

  @Test
  void takesNothingButTheReplyToWhatIsBehind() {
    answer(new byte[0]);
    assertThatThrownBy(() -> probe.expectIgnored(new byte[2], ECHO))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("silence, and the reply to the ECHO behind it alone")
        .hasMessageEndingWith("but got an empty datagram");
    assertThatThrownBy(() -> probe.expectIgnored(new byte[2], ECHO))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("but got no datagram");
    assertThat(probe.transcript().toString()).contains("part of a header, 2 bytes");
  }

  @Test
  void tellsADatagramThatIsLongerThanItsFrame() {
    probe.sendBytes(new byte[] {0, 0, 0, 1, 1, 0, 0, 0, 9, 5, 6, 6, 6});
    assertThat(probe.transcript().toString()).contains("ECHO, id 9, 1 byte, and 3 bytes behind it");
  }

  @Test
  void doesNotBlameAServerForItself() {
    assertThat(probe.trySend(new byte[70_000])).isFalse();
    assertThatThrownBy(() -> probe.sendBytes(new byte[70_000]))
        .isInstanceOf(HarnessFault.class)
        .hasMessageContaining("70,000 bytes");
    assertThatThrownBy(() -> server.send(ECHO)).isInstanceOf(IllegalStateException.class);
    probe.close();
    assertThatThrownBy(() -> probe.next(PATIENCE)).isInstanceOf(HarnessFault.class);
  }

  /** Lets the probe send, and sends it this in return. */
  private void answer(byte[] bytes) {
    probe.send(ECHO);
    var request = (Received.Datagram) server.next(PATIENCE);
    server.sendTo(request.from(), bytes);
  }
}
