// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** A server's link over a channel that takes as much as the test wants. */
class TlsLinkTest {

  private static final InetSocketAddress PEER =
      InetSocketAddress.createUnresolved("localhost", 7700);

  private final SocketChannel channel = mock();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final SSLEngine clientSide = RawClient.context(TlsFiles.NONE, PEER).clientEngine(PEER);
  private final TlsEngine client = new TlsEngine(clientSide);
  private final ByteBuffer fromClient = ByteBuffer.allocate(100_000);
  private final ByteBuffer toClient = ByteBuffer.allocate(100_000).flip();
  private final TlsLink link =
      new TlsLink(
          channel,
          new TlsEngine(TlsContext.ofServer(Certificates.localhost()).serverEngine()),
          new Buffers(),
          tasks::add,
          () -> {});

  private int room = Integer.MAX_VALUE;
  private int roomPerWrite = Integer.MAX_VALUE;
  private boolean ended;

  TlsLinkTest() throws IOException {
    when(channel.read(any(ByteBuffer.class))).thenAnswer(call -> give(call.getArgument(0)));
    when(channel.write(any(ByteBuffer.class))).thenAnswer(call -> take(call.getArgument(0)));
  }

  private int give(ByteBuffer to) {
    fromClient.flip();
    int count = Math.min(to.remaining(), fromClient.remaining());
    to.put(fromClient.slice(fromClient.position(), count));
    fromClient.position(fromClient.position() + count).compact();
    return count == 0 && ended ? -1 : count;
  }

  private int take(ByteBuffer from) {
    int count = Math.min(from.remaining(), Math.min(room, roomPerWrite));
    toClient.compact().put(from.slice(from.position(), count)).flip();
    from.position(from.position() + count);
    room -= count;
    return count;
  }

  private void shakeHands() throws IOException {
    TlsEngine.Need need = TlsEngine.Need.INPUT;
    while (!link.handshake() || need != TlsEngine.Need.NOTHING) {
      need = client.handshake(toClient, fromClient);
      if (need == TlsEngine.Need.TASK) {
        client.runTasks();
      }
      if (!tasks.isEmpty()) {
        assertThat(link.interest(OP_READ)).isZero();
        assertThat(link.handshake()).isFalse();
        tasks.remove().run();
      }
    }
  }

  private int read(int capacity) throws IOException {
    return link.read(ByteBuffer.allocate(capacity));
  }

  private int heard() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(100_000);
    client.decrypt(toClient, data, fromClient);
    return data.position();
  }

  @Test
  void a_channel_may_take_the_handshake_in_pieces() throws IOException {
    roomPerWrite = 100;
    shakeHands();
    assertThat(link.isOpen()).isTrue();
  }

  @Test
  void a_handshake_waits_for_room_and_nothing_else() throws IOException {
    room = 0;
    client.handshake(toClient, fromClient);
    assertThat(link.handshake()).isFalse();
    tasks.remove().run();
    assertThat(link.handshake()).isFalse();
    assertThat(link.interest(OP_READ)).isEqualTo(OP_WRITE);
    assertThat(link.endOutput()).isFalse();

    room = Integer.MAX_VALUE;
    shakeHands();
  }

  @Test
  void what_the_channel_does_not_take_is_sent_later() throws IOException {
    shakeHands();
    link.flush();
    room = 10;
    ByteBuffer data = ByteBuffer.allocate(1_000);

    assertThat(link.write(data)).isEqualTo(10);
    assertThat(data.hasRemaining()).isFalse();
    assertThat(link.isFlushed()).isFalse();
    assertThat(link.write(ByteBuffer.allocate(5))).isZero();
    assertThat(link.interest(OP_READ)).isEqualTo(OP_READ | OP_WRITE);
    assertThat(link.interest(0)).isZero();
    assertThat(link.endOutput()).isFalse();

    room = Integer.MAX_VALUE;
    assertThat(link.flush()).isGreaterThan(990);
    assertThat(heard()).isEqualTo(1_000);
    assertThat(link.interest(OP_READ)).isEqualTo(OP_READ);
    assertThat(link.endOutput()).isTrue();
    verify(channel).shutdownOutput();
    heard();
    assertThat(client.inputEnded()).isTrue();
  }

  @Test
  void who_does_not_read_our_answers_is_not_read() throws IOException {
    shakeHands();
    heard();
    room = 0;
    link.write(ByteBuffer.allocate(10));
    clientSide.beginHandshake(); // a KeyUpdate, which wants one of ours
    client.encrypt(ByteBuffer.allocate(100), fromClient);

    assertThat(read(100_000)).isZero();
    assertThat(link.interest(OP_READ)).isEqualTo(OP_WRITE);
    assertThat(read(100_000)).isZero();

    room = Integer.MAX_VALUE;
    assertThat(read(100_000)).isEqualTo(100);
    assertThat(link.interest(OP_READ)).isEqualTo(OP_READ);
  }

  /** The channel knows nothing of it: the link has to ask to be called. */
  @Test
  void an_end_that_came_with_data_is_told_at_once() throws IOException {
    shakeHands();
    client.encrypt(ByteBuffer.allocate(100), fromClient);
    client.closeOutput(fromClient);

    assertThat(read(100_000)).isEqualTo(100);
    assertThat(link.interest(OP_READ)).isEqualTo(OP_READ | OP_WRITE);
    assertThat(read(100_000)).isEqualTo(-1);
    room = 0;
    assertThat(link.endOutput()).isFalse();
    assertThat(link.interest(OP_READ)).isEqualTo(OP_WRITE);
  }

  @Test
  void an_end_without_close_notify_is_a_failure() throws IOException {
    shakeHands();
    client.encrypt(ByteBuffer.allocate(100), fromClient);
    ended = true;

    assertThat(read(100_000)).isEqualTo(100);
    assertThatThrownBy(() -> read(100_000))
        .isInstanceOf(SSLException.class)
        .hasMessage("the stream was cut off: it ended without close_notify");
  }

  @Test
  void an_end_in_the_handshake_is_a_failure() {
    ended = true;
    assertThatThrownBy(link::handshake).isInstanceOf(SSLException.class);
  }

  @Test
  void an_alert_that_cannot_be_sent_hides_no_failure() throws IOException {
    when(channel.write(any(ByteBuffer.class))).thenThrow(new IOException("Broken pipe"));
    fromClient.put(new byte[100]);
    assertThatThrownBy(link::handshake)
        .isInstanceOf(SSLException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).isNotEmpty());
  }
}
