// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two engines talk over two buffers: TLS without a socket. Begin to read here. */
class TlsEngineTest {

  private static final InetSocketAddress PEER =
      InetSocketAddress.createUnresolved("localhost", 7700);

  private final SSLEngine serverSide = TlsContext.ofServer(Certificates.localhost()).serverEngine();
  private SSLEngine clientSide = clientSide();
  private End client = new End(new TlsEngine(clientSide));
  private final End server = new End(new TlsEngine(serverSide));

  TlsEngineTest() throws SSLException {}

  private static SSLEngine clientSide() {
    var options = ClientOptions.to(PEER).withTls(Certificates.trusting(Certificates.localhost()));
    return TlsContext.ofClient(options).clientEngine(PEER);
  }

  /** One of the two: its engine, and the records that came and that it has not taken yet. */
  private static final class End {

    private final TlsEngine engine;
    private final ByteBuffer received = ByteBuffer.allocate(1_000_000).flip();
    private final ByteBuffer toSend = ByteBuffer.allocate(500_000);
    private final ByteBuffer data = ByteBuffer.allocate(500_000);
    private boolean open;

    End(TlsEngine engine) {
      this.engine = engine;
    }

    /** Hands over some of the records that wait to be sent, and returns how many bytes. */
    int deliver(End to, int most) {
      toSend.flip();
      int count = Math.min(most, toSend.remaining());
      to.received.compact().put(toSend.slice(toSend.position(), count)).flip();
      toSend.position(toSend.position() + count).compact();
      return count;
    }

    void shakeHands() throws SSLException {
      TlsEngine.Need need = engine.handshake(received, toSend);
      while (need == TlsEngine.Need.TASK) {
        engine.runTasks();
        need = engine.handshake(received, toSend);
      }
      open = need == TlsEngine.Need.NOTHING;
    }

    void say(String text) throws SSLException {
      engine.encrypt(ByteBuffer.wrap(text.getBytes(UTF_8)), toSend);
    }

    String heard() throws SSLException {
      engine.decrypt(received, data, toSend);
      String text = UTF_8.decode(data.flip()).toString();
      data.clear();
      return text;
    }
  }

  /** Starts anew with a client that speaks one protocol alone. */
  private void useOnly(String protocol) throws SSLException {
    clientSide = clientSide();
    clientSide.setEnabledProtocols(new String[] {protocol});
    client = new End(new TlsEngine(clientSide));
  }

  /** Lets both shake hands, and gives each no more than some bytes at a time. */
  private void shakeHands(int most) throws SSLException {
    int moved = 1;
    while (moved > 0) {
      client.shakeHands();
      moved = client.deliver(server, most);
      server.shakeHands();
      moved += server.deliver(client, most);
    }
    assertThat(client.open).isTrue();
    assertThat(server.open).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void two_engines_shake_hands_talk_and_part(String protocol) throws SSLException {
    useOnly(protocol);

    shakeHands(Integer.MAX_VALUE);
    assertThat(clientSide.getSession().getProtocol()).isEqualTo(protocol);
    assertThat(serverSide.getApplicationProtocol()).isEqualTo("parley/1");

    client.say("hello");
    client.deliver(server, Integer.MAX_VALUE);
    assertThat(server.heard()).isEqualTo("hello");
    server.say("hi");
    server.deliver(client, Integer.MAX_VALUE);
    assertThat(client.heard()).isEqualTo("hi");

    client.engine.closeOutput(client.toSend);
    client.deliver(server, Integer.MAX_VALUE);
    assertThat(server.heard()).isEmpty();
    assertThat(server.engine.inputEnded()).isTrue();
    server.engine.closeOutput(server.toSend);
    server.deliver(client, Integer.MAX_VALUE);
    assertThat(client.heard()).isEmpty();
    assertThat(client.engine.inputEnded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2,1", "TLSv1.2,7", "TLSv1.3,1", "TLSv1.3,7"})
  void records_may_come_in_pieces(String protocol, int most) throws SSLException {
    useOnly(protocol);
    shakeHands(most);

    client.say("hello");
    client.say("there");
    StringBuilder heard = new StringBuilder();
    while (client.deliver(server, most) > 0) {
      heard.append(server.heard());
    }

    assertThat(heard).hasToString("hellothere");
  }

  /** The client's last record of the handshake and its first of data arrive as one. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void data_may_come_with_the_handshakes_end(String protocol) throws SSLException {
    useOnly(protocol);
    while (!client.open) {
      client.shakeHands();
      if (!client.open) {
        client.deliver(server, Integer.MAX_VALUE);
        server.shakeHands();
        server.deliver(client, Integer.MAX_VALUE);
      }
    }
    client.say("at once");
    client.deliver(server, Integer.MAX_VALUE);

    server.shakeHands();

    assertThat(server.open).isTrue();
    assertThat(server.heard()).isEqualTo("at once");
  }

  @Test
  void many_records_are_made_and_taken_in_one_step() throws SSLException {
    shakeHands(Integer.MAX_VALUE);
    String text = "0123456789".repeat(10_000);

    client.say(text);
    assertThat(client.toSend.position()).isBetween(100_000, 100_000 + 7 * 100);
    client.deliver(server, Integer.MAX_VALUE);

    assertThat(server.heard()).isEqualTo(text);
  }

  @Test
  void where_there_is_no_room_nothing_is_lost() throws SSLException {
    client.engine.handshake(client.received, ByteBuffer.allocate(0));
    assertThat(client.engine.handshake(client.received, ByteBuffer.allocate(0)))
        .isEqualTo(TlsEngine.Need.ROOM);
    shakeHands(Integer.MAX_VALUE);

    ByteBuffer text = ByteBuffer.wrap("hello".getBytes(UTF_8));
    client.engine.encrypt(text, ByteBuffer.allocate(10));
    assertThat(text.remaining()).isEqualTo(5);
    client.engine.encrypt(text, client.toSend);
    client.deliver(server, Integer.MAX_VALUE);
    assertThat(server.engine.decrypt(server.received, ByteBuffer.allocate(4), server.toSend))
        .isFalse();
    assertThat(server.heard()).isEqualTo("hello");
  }

  /** Under TLS 1.3 a second handshake on an open engine is a KeyUpdate. */
  @Test
  void keys_may_be_renewed_in_mid_stream() throws SSLException {
    useOnly("TLSv1.3");
    shakeHands(Integer.MAX_VALUE);
    client.heard(); // the session tickets

    clientSide.beginHandshake();
    client.say("with new keys");
    client.deliver(server, Integer.MAX_VALUE);
    assertThat(server.engine.decrypt(server.received, server.data, ByteBuffer.allocate(0)))
        .isFalse();
    assertThat(server.engine.owesAnswer()).isTrue();
    assertThat(server.heard()).isEqualTo("with new keys");
    assertThat(server.engine.owesAnswer()).isFalse();
    assertThat(server.toSend.position()).isPositive();

    server.say("with new keys too");
    server.deliver(client, Integer.MAX_VALUE);
    assertThat(client.heard()).isEqualTo("with new keys too");
  }

  @Test
  void under_1_2_nobody_shakes_hands_again() throws SSLException {
    useOnly("TLSv1.2");
    shakeHands(Integer.MAX_VALUE);
    clientSide.beginHandshake();
    client.engine.handshake(client.received, client.toSend);
    client.deliver(server, Integer.MAX_VALUE);

    assertThatThrownBy(server::heard)
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessage("the peer wants another handshake");
  }

  @Test
  void under_1_3_each_side_ends_for_itself() throws SSLException {
    shakeHands(Integer.MAX_VALUE);
    client.say("bye");
    client.engine.closeOutput(client.toSend);
    client.deliver(server, Integer.MAX_VALUE);
    assertThat(server.heard()).isEqualTo("bye");
    assertThat(server.engine.inputEnded()).isTrue();

    server.say("one word more");
    server.deliver(client, Integer.MAX_VALUE);
    assertThat(client.heard()).isEqualTo("one word more");
    assertThat(client.engine.inputEnded()).isFalse();
  }

  @Test
  void under_1_2_the_peers_end_is_both() throws SSLException {
    useOnly("TLSv1.2");
    shakeHands(Integer.MAX_VALUE);
    client.engine.closeOutput(client.toSend);
    client.deliver(server, Integer.MAX_VALUE);
    server.heard();
    server.engine.closeOutput(server.toSend);
    server.deliver(client, Integer.MAX_VALUE);

    server.say("nobody hears it");

    assertThat(server.toSend.position()).isZero();
  }

  @Test
  void a_failed_handshake_ends_with_an_alert() throws SSLException {
    server.received.clear().put("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8)).flip();

    assertThatThrownBy(server::shakeHands).isInstanceOf(SSLException.class);

    server.engine.closeOutput(server.toSend);
    byte[] alert = Arrays.copyOf(server.toSend.array(), server.toSend.position());
    assertThat(alert).startsWith(21, 3).hasSize(7);
  }

  @Test
  void a_record_that_was_changed_on_the_way_is_refused() throws SSLException {
    shakeHands(Integer.MAX_VALUE);
    client.say("hello");
    client.deliver(server, Integer.MAX_VALUE);
    int last = server.received.limit() - 1;
    server.received.put(last, (byte) (server.received.get(last) ^ 1));

    assertThatThrownBy(server::heard).isInstanceOf(SSLException.class);
  }

  @Test
  void an_end_in_the_handshake_is_a_failure() throws SSLException {
    client.shakeHands();
    client.engine.closeOutput(client.toSend);
    client.deliver(server, Integer.MAX_VALUE);

    assertThatThrownBy(() -> shakeHands(Integer.MAX_VALUE)).isInstanceOf(SSLException.class);
  }

  @Test
  void a_server_without_a_certificate_cannot_be() {
    assertThatThrownBy(() -> TlsContext.ofServer(TlsFiles.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TLS needs both a certificate and its private key");
  }
}
