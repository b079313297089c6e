// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static dev.parley.tls.Wire.echo;
import static dev.parley.tls.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both servers and both clients with a peer that shares no line of code with them. */
@ParameterizedClass
@MethodSource("styles")
@SuppressWarnings("NullAway.Init")
class OpensslTest {

  @Parameter Style style;

  private final Recorder recorder = new Recorder();
  private Server server;

  static List<Style> styles() {
    return Styles.ALL;
  }

  private int start(TlsFiles files) throws IOException {
    var options =
        ServerOptions.defaults().toBuilder()
            .tls(files)
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server = style.server(options.build(), recorder);
    server.start();
    return server.address().getPort();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static String certificate(TlsFiles files) {
    return Objects.requireNonNull(files.certificate()).toString();
  }

  private static String key(TlsFiles files) {
    return Objects.requireNonNull(files.key()).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void s_client_is_served(String protocol) throws Exception {
    int port = start(Certificates.signed());
    try (Openssl client =
        Openssl.client(
            port,
            protocol,
            "-quiet",
            "-alpn",
            "parley/1",
            "-verify_return_error",
            "-verify_ip",
            "127.0.0.1",
            "-CAfile",
            certificate(Certificates.authority()))) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      client.send(echo(2, 100_000), echo(3, 5)).expect(echoReply(2, 100_000));
      client.expect(echoReply(3, 5));
    }
  }

  @Test
  void s_client_renews_its_keys_in_mid_stream() throws Exception {
    int port = start(Certificates.rsa());
    try (Openssl client = Openssl.client(port, "-tls1_3")) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      client.type("K").expectError("KEYUPDATE"); // and asks for ours
      client.send(echo(2, 2_000)).expect(echoReply(2, 2_000));
      client.type("k").expectError("KEYUPDATE\nKEYUPDATE"); // and does not
      client.send(echo(3, 10)).expect(echoReply(3, 10));
    }
  }

  @Test
  void s_client_that_speaks_another_protocol_is_told_so() throws Exception {
    int port = start(Certificates.localhost());
    try (Openssl client = Openssl.client(port, "-alpn", "h2")) {
      client.expectError("no application protocol");
      assertThat(client.exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void s_client_of_old_is_refused() throws Exception {
    int port = start(Certificates.localhost());
    try (Openssl client = Openssl.client(port, "-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0")) {
      client.expectError("protocol version");
      assertThat(client.exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void s_client_gets_in_with_a_certificate_alone() throws Exception {
    TlsFiles client = Certificates.signed();
    int port = start(Certificates.lettingIn(Certificates.localhost(), Certificates.authority()));
    try (Openssl belongs =
        Openssl.client(port, "-quiet", "-cert", certificate(client), "-key", key(client))) {
      belongs.send(echo(1, 10)).expect(echoReply(1, 10));
    }
    try (Openssl stranger = Openssl.client(port, "-quiet")) {
      stranger.expectError("alert");
      assertThat(stranger.exitStatus()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void s_server_is_talked_to(String protocol) throws Exception {
    TlsFiles files = Certificates.signed();
    int port = Openssl.freePort();
    try (Openssl peer =
            Openssl.server(
                port,
                protocol,
                "-alpn",
                "parley/1",
                "-cert",
                certificate(files),
                "-cert_chain",
                certificate(files),
                "-key",
                key(files));
        Client client =
            style.connect(
                ClientOptions.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .withTls(Certificates.trusting(Certificates.authority())))) {
      byte[] request = echo(1, 50_000);
      var answer =
          Thread.startVirtualThread(() -> {
            try {
              byte[] reply = peer.awaitOutput(request.length);
              reply[4] = (byte) 0x81;
              peer.send(reply);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      byte[] payload = java.util.Arrays.copyOfRange(request, 9, request.length);
      assertThat(client.echo(payload)).isEqualTo(payload);
      answer.join();
    }
  }
}
