// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientOptionsTest {

  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7700);
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private final ClientOptions options = ClientOptions.to(PEER);

  @Test
  void theDefaultsTakeTheLargestReply() {
    assertThat(options)
        .isEqualTo(
            new ClientOptions(
                PEER,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                16_777_216,
                TlsFiles.NONE,
                true));
  }

  @Test
  void aTimeoutIsReplacedAlone() {
    Duration other = Duration.ofMillis(7);
    assertThat(options.withConnectTimeout(other))
        .isEqualTo(
            new ClientOptions(
                PEER, other, Duration.ofSeconds(10), 16_777_216, TlsFiles.NONE, true));
    assertThat(options.withReplyTimeout(other))
        .isEqualTo(
            new ClientOptions(PEER, Duration.ofSeconds(5), other, 16_777_216, TlsFiles.NONE, true));
  }

  @Test
  void whatTlsNeedsIsReplacedAlone() {
    TlsFiles files = new TlsFiles(null, null, Path.of("authorities.pem"));
    ClientOptions other = options.withTls(files).withoutVerification();
    assertThat(other.tls()).isEqualTo(files);
    assertThat(other.verify()).isFalse();
    assertThat(other.withTls(TlsFiles.NONE).withReplyTimeout(options.replyTimeout()))
        .isEqualTo(options.withoutVerification());
    assertThat(options.verify()).isTrue();
  }

  @Test
  void aTimeoutHasBounds() {
    assertThat(options.withConnectTimeout(Duration.ZERO).connectTimeout()).isZero();
    assertThat(options.withReplyTimeout(LONGEST).replyTimeout()).isEqualTo(LONGEST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withConnectTimeout(Duration.ofMillis(-1)))
        .withMessage("connect timeout must be 0 to 2147483647 ms, not PT-0.001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withReplyTimeout(LONGEST.plusMillis(1)))
        .withMessage("reply timeout must be 0 to 2147483647 ms, not PT596H31M23.648S");
  }

  @Test
  void theMaximumPayloadHasBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ClientOptions(PEER, Duration.ZERO, Duration.ZERO, 16_777_217, TlsFiles.NONE, true))
        .withMessage("maximum payload must be 0 to 16777216 bytes, not 16777217");
  }
}
