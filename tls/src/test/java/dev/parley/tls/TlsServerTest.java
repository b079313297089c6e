// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static dev.parley.tls.Wire.delay;
import static dev.parley.tls.Wire.delayReply;
import static dev.parley.tls.Wire.echo;
import static dev.parley.tls.Wire.echoReply;
import static dev.parley.tls.Wire.error;
import static dev.parley.tls.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both servers have in common: all that TLS adds to the rules of a stream. */
@ParameterizedClass
@MethodSource("styles")
@SuppressWarnings("NullAway.Init")
class TlsServerTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  @Parameter Style style;

  private final Recorder recorder = new Recorder();
  private Server server;

  static List<Style> styles() {
    return Styles.ALL;
  }

  private InetSocketAddress start() throws IOException {
    return start(options -> options);
  }

  private InetSocketAddress start(UnaryOperator<ServerOptions.Builder> change) throws IOException {
    var options =
        ServerOptions.defaults().toBuilder()
            .tls(Certificates.localhost())
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server = style.server(change.apply(options).build(), recorder);
    server.start();
    return server.address();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void answers_in_order(String protocol) throws IOException {
    try (RawClient client = RawClient.open(start(), protocol)) {
      client
          .send(echo(1, 10), delay(2, 20), Wire.unknown(3), echo(4, 1_000_000))
          .expect(echoReply(1, 10), delayReply(2, 20), Wire.unknownReply(3))
          .expect(echoReply(4, 1_000_000));
    }
  }

  /** Byte by byte, in odd pieces, and the handshake's last record in one piece with a request. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void records_may_be_cut_anywhere(int most) throws IOException {
    InetSocketAddress address = start();
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      var client = new CuttingClient(socket, RawClient.context(TlsFiles.NONE, address), most);
      client.shakeHands(echo(1, 10));
      assertThat(client.read(echoReply(1, 10).length)).isEqualTo(echoReply(1, 10));
      client.send(Wire.join(echo(2, 500), echo(3, 5)));
      byte[] replies = Wire.join(echoReply(2, 500), echoReply(3, 5));
      assertThat(client.read(replies.length)).isEqualTo(replies);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void a_clients_close_notify_is_answered_by_one(String protocol) throws IOException {
    try (RawClient client = RawClient.open(start(), protocol)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10)).endOutput().expectEnd();
    }
    recorder.awaitEvent("closed 1 PEER_CLOSED");
  }

  @Test
  void under_1_3_a_client_that_has_ended_its_side_gets_its_replies() throws IOException {
    try (RawClient client = RawClient.open(start(), TLS_1_3)) {
      client
          .send(echo(1, 10), delay(2, 200), echo(3, 100_000))
          .endOutput()
          .expect(echoReply(1, 10), delayReply(2, 200), echoReply(3, 100_000))
          .expectEnd();
    }
    recorder.awaitEvent("closed 1 PEER_CLOSED");
  }

  @Test
  void half_a_frame_before_a_bare_fin_gets_no_reply() throws IOException {
    try (RawClient client = RawClient.open(start(), TLS_1_3)) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      client.send(Arrays.copyOf(echo(2, 10), 15));
      long start = System.nanoTime();
      client.plain.shutdownOutput();
      client.expectGone();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(1));
    }
    await().untilAsserted(() -> assertThat(recorder.events).hasSize(2));
  }

  @Test
  void a_silent_client_is_cut_and_nobody_else_notices() throws IOException {
    Duration timeout = Duration.ofSeconds(1);
    InetSocketAddress address = start(options -> options.handshakeTimeout(timeout));
    try (var silent = new Socket(address.getAddress(), address.getPort())) {
      long start = System.nanoTime();
      try (RawClient client = RawClient.open(address, TLS_1_3)) {
        client.send(echo(1, 10)).expect(echoReply(1, 10));
        assertThat(since(start)).isLessThan(timeout);
      }
      assertEnds(silent);
      assertThat(since(start)).isBetween(timeout, timeout.plusSeconds(1));
    }
    recorder.awaitEvent("closed 1 HANDSHAKE_TIMEOUT");
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

  /** An alert may come first. */
  private static void assertEnds(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    try {
      while (socket.getInputStream().read() >= 0) {
        // An alert, or a part of one.
      }
    } catch (java.net.SocketException e) {
      assertThat(e).hasMessageContaining("reset");
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
  void the_idle_clock_starts_with_the_handshakes_end() throws Exception {
    InetSocketAddress address = start(options -> options.idleTimeout(SHORT));
    try (RawClient client = RawClient.connect(RawClient.context(TlsFiles.NONE, address), address)) {
      await()
          .during(SHORT.plusMillis(300)) // the handshake clock's time
          .until(() -> recorder.events.stream().noneMatch(event -> event.startsWith("closed")));
      client.shakeHands().send(echo(1, 10)).expect(echoReply(1, 10));
      long start = System.nanoTime();
      client.expect(error(0, ErrorCode.TIMEOUT, "no byte of a frame for too long")).expectEnd();
      assertThat(since(start).plusMillis(50))
          .isBetween(SHORT, SHORT.multipliedBy(2).plusMillis(500));
    }
    recorder.awaitEvent("closed 1 IDLE_TIMEOUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS_1_2, TLS_1_3})
  void a_frame_that_is_too_large_is_told_of_before_the_end(String protocol) throws IOException {
    try (RawClient client = RawClient.open(start(), protocol)) {
      client
          .send(echo(1, 10), header(1 << 30, 1, 2), new byte[100_000])
          .expect(echoReply(1, 10))
          .expect(
              error(
                  2,
                  ErrorCode.TOO_LARGE,
                  "a payload of 1073741824 bytes is above the maximum of 1048576"))
          .expectEnd();
    }
    recorder.awaitEvent("closed 1 TOO_LARGE");
  }

  /** Sends without reading. */
  private static Thread fill(RawClient client) {
    return Thread.startVirtualThread(() -> {
      try {
        for (int id = 1; id < 200; id++) {
          client.send(echo(id, 1_000_000));
        }
      } catch (IOException e) {
        // The server has cut it.
      }
    });
  }

  /** Both write and neither reads: the client waits, and its window is shut, so no reply comes. */
  private static void awaitStuck(RawClient client, Thread filler) {
    var before = new AtomicInteger();
    await()
        .during(Duration.ofMillis(300))
        .until(() -> {
          int unread = client.plain.getInputStream().available();
          return unread > 0
              && unread == before.getAndSet(unread)
              && filler.getState() == Thread.State.WAITING;
        });
  }

  @Test
  void a_client_that_never_reads_is_reset_by_the_write_clock() throws IOException {
    InetSocketAddress address = start(options -> options.writeTimeout(SHORT));
    try (RawClient client = RawClient.open(address, TLS_1_3)) {
      var _ = fill(client);
      recorder.awaitEvent("closed 1 WRITE_TIMEOUT");
    }
  }

  @Test
  void a_client_that_never_reads_does_not_hold_up_a_stop() throws Exception {
    InetSocketAddress address = start(options -> options.drainTimeout(Duration.ZERO));
    try (RawClient client = RawClient.open(address, TLS_1_3)) {
      awaitStuck(client, fill(client));
      long start = System.nanoTime();
      server.close();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(1));
      recorder.awaitEvent("closed 1 CUT");
    }
  }

  @Test
  void a_stop_cuts_handshakes_and_ends_the_others_in_order() throws Exception {
    InetSocketAddress address = start();
    try (var silent = new Socket(address.getAddress(), address.getPort());
        RawClient idle = RawClient.open(address, TLS_1_3);
        RawClient waiting = RawClient.open(address, TLS_1_2)) {
      idle.send(echo(1, 10)).expect(echoReply(1, 10));
      waiting.send(echo(1, 10)).expect(echoReply(1, 10)).send(delay(2, 1_000));
      recorder.awaitEvent("opened 1");
      recorder.awaitRequest(3, 2);
      long start = System.nanoTime();
      Thread stop = Thread.startVirtualThread(server::close);
      assertEnds(silent);
      idle.expectEnd();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(1));
      waiting.expect(delayReply(2, 1_000)).expectEnd();
      idle.plain.close();
      waiting.plain.close();
      stop.join();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(3));
    }
    assertThat(recorder.events).contains("closed 1 CUT", "closed 2 STOPPED", "closed 3 STOPPED");
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
