// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both clients have in common: with whom they talk, and with whom not. */
@ParameterizedClass
@MethodSource("styles")
@SuppressWarnings("NullAway.Init")
class TlsClientTest {

  @Parameter Style style;

  private final Recorder recorder = new Recorder();

  static List<Style> styles() {
    return Styles.ALL;
  }

  private static Server start(Style style, TlsFiles files, ServerListener listener)
      throws IOException {
    var options =
        ServerOptions.defaults().toBuilder()
            .tls(files)
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Server server = style.server(options.build(), listener);
    server.start();
    return server;
  }

  private Server start(TlsFiles files) throws IOException {
    return start(style, files, recorder);
  }

  private Client connect(InetSocketAddress server, TlsFiles files) throws IOException {
    return style.connect(ClientOptions.to(server).withTls(files));
  }

  @ParameterizedTest
  @MethodSource("styles")
  void each_client_talks_to_each_server(Style other) throws IOException {
    try (Server server = start(other, Certificates.localhost(), recorder)) {
      try (Client client =
          connect(server.address(), Certificates.trusting(Certificates.localhost()))) {
        for (int size : new int[] {0, 1, 16_384, 1_000_000}) {
          assertThat(client.echo(new byte[size])).hasSize(size);
        }
        assertThat(client.delay(Duration.ofMillis(50), new byte[] {1})).containsExactly(1);
      }
      recorder.awaitEvent("closed 1 PEER_CLOSED");
    }
  }

  @Test
  void a_name_is_as_good_as_an_address() throws IOException {
    try (Server server = start(Certificates.rsa())) {
      var named = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
      var address = new InetSocketAddress(named, server.address().getPort());
      try (Client client = connect(address, Certificates.trusting(Certificates.rsa()))) {
        assertThat(client.echo(new byte[10])).hasSize(10);
      }
    }
  }

  @Test
  void a_chain_leads_to_an_authority() throws IOException {
    try (Server server = start(Certificates.signed());
        Client client =
            connect(server.address(), Certificates.trusting(Certificates.authority()))) {
      assertThat(client.echo(new byte[10])).hasSize(10);
    }
  }

  @Test
  void an_unknown_authority_is_refused() throws IOException {
    try (Server server = start(Certificates.localhost())) {
      String why = "its certificate comes from an authority that is not trusted";
      assertRefused(server.address(), Certificates.trusting(Certificates.rsa()), why);
      assertRefused(server.address(), TlsFiles.NONE, why);
      recorder.awaitEvent("closed 1 PEER_FAILED"); // a stop could come first
    }
  }

  @Test
  void another_name_is_refused() throws IOException {
    try (Server server = start(Certificates.ofAnotherHost())) {
      assertRefused(
          server.address(),
          Certificates.trusting(Certificates.ofAnotherHost()),
          "its certificate is for another name than ");
    }
  }

  @Test
  void a_certificate_out_of_date_is_refused() throws Exception {
    TlsFiles authority = Certificates.trusting(Certificates.authority());
    assertRefusedBy(Certificates.expired(), authority, "its certificate has expired");
    assertRefusedBy(Certificates.notYetValid(), authority, "its certificate is not yet valid");
    assertRefusedBy(
        Certificates.expiredOfItself(),
        Certificates.trusting(Certificates.expiredOfItself()),
        "its certificate has expired");
  }

  /** Our own servers do not start with such certificates. */
  private void assertRefusedBy(TlsFiles server, TlsFiles client, String why) throws Exception {
    try (SSLServerSocket listening = Certificates.listening(server)) {
      Thread.startVirtualThread(() -> {
        try (Socket socket = listening.accept()) {
          socket.getInputStream().read();
        } catch (IOException e) {
          // The client has sent an alert.
        }
      });
      assertRefused((InetSocketAddress) listening.getLocalSocketAddress(), client, why);
    }
  }

  private void assertRefused(InetSocketAddress server, TlsFiles files, String why) {
    assertThatThrownBy(() -> connect(server, files).close())
        .isInstanceOf(SSLException.class)
        .hasMessageContainingAll("no TLS with 127.0.0.1:" + server.getPort(), why)
        .hasMessageNotContaining("\n");
  }

  @Test
  void who_asks_for_it_talks_to_anyone() throws IOException {
    try (Server server = start(Certificates.ofAnotherHost());
        Client client = style.connect(ClientOptions.to(server.address()).withoutVerification())) {
      assertThat(client.echo(new byte[10])).hasSize(10);
    }
  }

  @Test
  void a_client_can_show_who_it_is() throws IOException {
    TlsFiles letsIn = Certificates.lettingIn(Certificates.localhost(), Certificates.authority());
    TlsFiles belongs = Certificates.lettingIn(Certificates.signed(), Certificates.localhost());
    try (Server server = start(letsIn)) {
      try (Client client = connect(server.address(), belongs)) {
        assertThat(client.echo(new byte[10])).hasSize(10);
      }
      assertThatThrownBy(
              () -> {
                try (Client client =
                    connect(server.address(), Certificates.trusting(Certificates.localhost()))) {
                  client.echo(new byte[100_000]);
                }
              })
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("Received fatal alert: certificate_required");
    }
  }

  @Test
  void a_server_that_speaks_no_tls_is_named() throws IOException {
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> {
        try (Socket socket = plain.accept()) {
          socket.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(UTF_8));
          socket.getInputStream().readAllBytes();
        } catch (IOException e) {
          // The client has left.
        }
      });
      assertRefused(
          (InetSocketAddress) plain.getLocalSocketAddress(),
          TlsFiles.NONE,
          "it does not speak TLS");
    }
  }

  @Test
  void a_handshake_belongs_to_the_connect() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = (InetSocketAddress) silent.getLocalSocketAddress();
      var options = ClientOptions.to(address).withConnectTimeout(Duration.ofMillis(300));
      assertThatThrownBy(() -> style.connect(options).close())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no connection from 127.0.0.1:%d within 300 ms", address.getPort());
    }
  }

  @Test
  void a_refused_connection_is_no_tls_failure() throws IOException {
    int port = Openssl.freePort();
    var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    assertThatThrownBy(() -> connect(nobody, TlsFiles.NONE).close())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("127.0.0.1:" + port);
  }
}
