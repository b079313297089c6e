// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static dev.parley.tls.Wire.echo;
import static dev.parley.tls.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets through the handshake, who does not, and when. */
@ParameterizedClass
@MethodSource("styles")
class HandshakeTest extends ServerCase {

  @Test
  void a_silent_client_is_cut() throws IOException {
    InetSocketAddress address = start(options -> options.handshakeTimeout(SHORT));
    long start = System.nanoTime();
    try (var silent = new Socket(address.getAddress(), address.getPort())) {
      assertEnds(silent);
      assertThat(since(start)).isGreaterThanOrEqualTo(SHORT);
    }
    recorder.awaitEvent("closed 1 HANDSHAKE_TIMEOUT");
  }

  @Test
  void a_silent_client_holds_up_nobody_else() throws IOException {
    InetSocketAddress address = start(options -> options.handshakeTimeout(Duration.ZERO));
    try (var silent = new Socket(address.getAddress(), address.getPort())) {
      recorder.awaitEvent("opened 1");
      assertThat(silent.getInputStream().available()).isZero();
      try (RawClient client = RawClient.open(address, TLS_1_3)) {
        client.send(echo(1, 10)).expect(echoReply(1, 10));
      }
      assertThat(recorder.events).noneMatch(event -> event.startsWith("closed 1"));
    }
  }

  @Test
  void half_a_client_hello_is_cut() throws IOException {
    InetSocketAddress address = start(options -> options.handshakeTimeout(SHORT));
    try (var half = new Socket(address.getAddress(), address.getPort())) {
      half.getOutputStream().write(new byte[] {22, 3, 1, 1, 0, 1, 0, 0});
      assertEnds(half);
    }
    recorder.awaitEvent("closed 1 HANDSHAKE_TIMEOUT");
  }

  @Test
  void a_plaintext_client_is_sent_away() throws IOException {
    InetSocketAddress address = start();
    try (var plain = new Socket(address.getAddress(), address.getPort())) {
      plain.getOutputStream().write(echo(1, 10));
      assertEnds(plain);
    }
    recorder.awaitEvent("closed 1 PEER_FAILED");
    try (RawClient client = RawClient.open(address, TLS_1_3)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
    }
  }

  @Test
  void one_client_too_many_is_closed_before_the_handshake() throws IOException {
    InetSocketAddress address = start(options -> options.maximumConnections(1));
    try (RawClient client = RawClient.open(address, TLS_1_3)) {
      try (var refused = new Socket(address.getAddress(), address.getPort())) {
        refused.setSoTimeout(5_000);
        assertThat(refused.getInputStream().read()).isEqualTo(-1);
      }
      client.send(echo(1, 10)).expect(echoReply(1, 10));
    }
    await()
        .ignoreExceptions()
        .untilAsserted(() -> {
          try (RawClient next = RawClient.open(address, TLS_1_3)) {
            next.send(echo(2, 10)).expect(echoReply(2, 10));
          }
        });
  }

  @Test
  void the_protocol_is_parley() throws IOException {
    InetSocketAddress address = start();
    TlsContext tls = RawClient.context(TlsFiles.NONE, address);
    try (RawClient client = RawClient.open(tls, address, TLS_1_3)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
    }
    try (RawClient client = RawClient.connect(tls, address)) {
      client.offering("h2", "parley/1").shakeHands();
      assertThat(client.socket.getApplicationProtocol()).isEqualTo("parley/1");
    }
    try (RawClient client = RawClient.connect(tls, address)) {
      assertThatThrownBy(() -> client.offering("h2").shakeHands())
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("no_application_protocol");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void fifty_sessions_are_made_and_fifty_resumed(String protocol) throws IOException {
    InetSocketAddress address = start();
    for (int fresh = 0; fresh < 50; fresh++) {
      try (RawClient client = RawClient.open(address, protocol)) {
        client.send(echo(fresh, 100)).expect(echoReply(fresh, 100));
      }
    }
    TlsContext tls = RawClient.context(TlsFiles.NONE, address);
    int resumed = 0;
    for (int count = 0; count <= 50; count++) {
      long before = System.currentTimeMillis();
      try (RawClient client = RawClient.open(tls, address, protocol)) {
        client.send(echo(count, 100)).expect(echoReply(count, 100));
        resumed += client.socket.getSession().getCreationTime() < before ? 1 : 0;
        client.endOutput().expectEnd();
      }
    }
    assertThat(resumed).isEqualTo(50);
  }

  @Test
  void only_those_who_belong_get_in() throws IOException {
    TlsFiles files = Certificates.lettingIn(Certificates.localhost(), Certificates.authority());
    InetSocketAddress address = start(options -> options.tls(files));
    try (RawClient client =
        RawClient.open(RawClient.context(Certificates.signed(), address), address, TLS_1_3)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
    }
    assertRefused(address, TlsFiles.NONE);
    assertRefused(address, Certificates.rsa());
  }

  /** Under TLS 1.3 a client learns only after its own end of the handshake. */
  private static void assertRefused(InetSocketAddress address, TlsFiles files) throws IOException {
    TlsContext tls = RawClient.context(files, address);
    try (RawClient client = RawClient.connect(tls, address)) {
      assertThatThrownBy(() -> client.shakeHands().expectEnd()).isInstanceOf(SSLException.class);
    }
  }
}
