// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static dev.parley.tls.Wire.echo;
import static dev.parley.tls.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a server's last word when TLS fails: a reset must not overtake the alert. */
@ParameterizedClass
@MethodSource("styles")
@SuppressWarnings("NullAway.Init")
class AlertTest {

  private static final byte[] ON_THE_WAY = new byte[100_000];

  /** A record of data that was never encrypted: nobody's, or changed on its way. */
  private static final byte[] FORGED = Arrays.copyOf(new byte[] {23, 3, 3, 0, 100}, 105);

  @Parameter Style style;

  private final Recorder recorder = new Recorder();
  private Server server;

  static List<Style> styles() {
    return Styles.ALL;
  }

  @BeforeEach
  void start() throws IOException {
    var options =
        ServerOptions.defaults().toBuilder()
            .tls(Certificates.localhost())
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server = style.server(options.build(), recorder);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Socket plain() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(5_000);
    return socket;
  }

  /**
   * A server that has closed answers a write with a reset, and the next write fails. It may close
   * 500 ms after what provoked it.
   */
  private static void assertNotReset(Socket socket, long provoked) throws IOException {
    try {
      for (int pieces = 0; pieces < 10; pieces++) {
        socket.getOutputStream().write(ON_THE_WAY, 0, ON_THE_WAY.length / 10);
      }
    } catch (SocketException e) {
      if (System.nanoTime() - provoked < Duration.ofMillis(500).toNanos()) {
        throw e;
      }
    }
  }

  @Test
  void who_speaks_no_tls_reads_an_alert_and_a_clean_end() throws IOException {
    try (Socket socket = plain()) {
      long start = System.nanoTime();
      socket.getOutputStream().write(echo(1, 10));
      assertThat(socket.getInputStream().readAllBytes()).startsWith(21, 3).hasSize(7);
      assertNotReset(socket, start);
    }
    recorder.awaitEvent("closed 1 PEER_FAILED");
  }

  @Test
  void who_forges_a_record_reads_an_alert_and_a_clean_end() throws IOException {
    try (RawClient client = RawClient.open(server.address(), "TLSv1.3")) {
      long start = System.nanoTime();
      client.plain.getOutputStream().write(FORGED);
      assertThat(client.plain.getInputStream().readAllBytes()).isNotEmpty();
      assertNotReset(client.plain, start);
    }
    recorder.awaitEvent("closed 1 PEER_FAILED");
  }

  @Test
  void who_forges_a_record_and_goes_on_reads_why_it_is_refused() throws IOException {
    try (RawClient client = RawClient.open(server.address(), "TLSv1.3")) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      client.plain.getOutputStream().write(FORGED);
      client.plain.getOutputStream().write(ON_THE_WAY);
      assertThatThrownBy(client::expectEnd)
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("Received fatal alert: bad_record_mac");
    }
    recorder.awaitEvent("closed 1 PEER_FAILED");
  }

  @Test
  void who_is_refused_and_stays_is_not_waited_for_long() throws IOException {
    try (Socket handshake = plain();
        RawClient open = RawClient.open(server.address(), "TLSv1.3")) {
      long start = System.nanoTime();
      handshake.getOutputStream().write(echo(1, 10));
      open.plain.getOutputStream().write(FORGED);
      recorder.awaitEvent("closed 1 PEER_FAILED");
      recorder.awaitEvent("closed 2 PEER_FAILED");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }
  }

  @Test
  void who_is_refused_and_sends_for_ever_is_not_read_for_ever() throws IOException {
    try (Socket socket = plain()) {
      OutputStream output = socket.getOutputStream();
      output.write(echo(1, 10));
      assertThatThrownBy(
              () -> {
                for (int sent = 0; sent < 64 << 20; sent += ON_THE_WAY.length) {
                  output.write(ON_THE_WAY);
                }
              })
          .isInstanceOf(SocketException.class);
    }
    recorder.awaitEvent("closed 1 PEER_FAILED");
  }
}
