// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static dev.parley.udp.Wire.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server does not get round to waits in its socket's receive buffer, or is lost. */
@Timeout(60)
class BurstTest {

  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .build();

  private static final int BURST = 3_000;
  private static final int BURST_ID = 1;
  private static final int LAST_ID = 2;

  @Test
  void a_burst_finds_more_room_than_the_system_would_choose() throws Exception {
    int chosen;
    try (var socket = new DatagramSocket(null)) {
      chosen = socket.getReceiveBufferSize();
      socket.setReceiveBufferSize(4 << 20);
      assumeTrue(
          socket.getReceiveBufferSize() > chosen, "this system grants no more than it chooses");
    }
    long withThat = received(OPTIONS.toBuilder().receiveBuffer(chosen).build());

    assertThat(received(OPTIONS)).isGreaterThan(withThat);
    assertThat(withThat).isBetween(1L, BURST - 1L);
  }

  /** Returns how much arrives of a burst that comes while the server is held up. */
  private static long received(ServerOptions options) throws Exception {
    var holdUp = new HoldUp();
    try (Server server = new DatagramServer(options, holdUp)) {
      server.start();
      try (var client = new RawClient(server.address())) {
        client.send(echo(BURST_ID, 1_000));
        holdUp.begun.await();
        for (int i = 0; i < BURST; i++) {
          client.send(echo(BURST_ID, 1_000));
        }
        holdUp.over.countDown();
      }
      awaitTurn(server);
      return holdUp.received.get();
    }
  }

  /** Asks until there is an answer: what came before has been received then. */
  private static void awaitTurn(Server server) throws IOException {
    try (var client = new RawClient(server.address())) {
      client.socket.setSoTimeout(50);
      await().until(() -> isAnswered(client));
    }
  }

  private static boolean isAnswered(RawClient client) throws IOException {
    try {
      client.send(echo(LAST_ID, 0)).receive();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Holds the server's thread up at its first datagram, and counts. */
  private static final class HoldUp implements ServerListener {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong received = new AtomicLong();

    @Override
    public void frameIn(long connection, int type, int id, int length) {
      begun.countDown();
      try {
        over.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (id == BURST_ID) {
        received.incrementAndGet();
      }
    }
  }
}
