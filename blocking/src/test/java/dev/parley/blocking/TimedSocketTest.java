// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a connection whose layer fails, and has told the peer why. */
@Timeout(10)
class TimedSocketTest {

  private static final byte[] ALERT = "no such name".getBytes(UTF_8);

  private Socket peer;
  private Socket own;
  private TimedSocket timed;

  @BeforeEach
  void connect() throws IOException {
    try (var acceptor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      peer = new Socket(acceptor.getInetAddress(), acceptor.getLocalPort());
      own = acceptor.accept();
    }
    timed = new TimedSocket(own, new Clock(ServerOptions.defaults()));
  }

  @AfterEach
  void disconnect() throws IOException {
    peer.close();
    own.close();
  }

  private static Socket fails(Socket socket) throws IOException {
    socket.getOutputStream().write(ALERT);
    throw new SSLException("unknown to us");
  }

  @Test
  void a_peer_that_still_sends_can_read_the_last_word_of_a_layer() throws Exception {
    var failure = CompletableFuture.supplyAsync(this::failure);
    byte[] told = peer.getInputStream().readAllBytes(); // to the end of the other side
    peer.getOutputStream().write(new byte[100_000]);
    peer.close();

    assertThat(told).isEqualTo(ALERT);
    assertThat(failure.get()).hasMessage("unknown to us").hasNoSuppressedExceptions();
    assertThat(own.getInputStream().available()).isZero();
  }

  @Test
  void a_peer_that_sends_for_ever_is_left() {
    Thread.ofPlatform().daemon().start(this::sendForEver);

    assertThat(failure()).hasMessage("unknown to us").hasNoSuppressedExceptions();
  }

  /** Whoever is left, and not closed yet, waits in a write that nobody reads. */
  private void sendForEver() {
    var junk = new byte[64 * 1024];
    try {
      for (int i = 0; i < 1024; i++) {
        peer.getOutputStream().write(junk);
      }
    } catch (IOException closed) {
      // As it has to be, at the end of the test.
    }
  }

  @Test
  void a_peer_that_is_gone_is_not_told() throws Exception {
    timed.open(socket -> {
      socket.shutdownOutput();
      return socket;
    });
    peer.setSoLinger(true, 0);
    peer.close();

    var failure = timed.behindAlert(new SSLException("unknown to us"));
    assertThat(failure.getSuppressed()).hasSize(1);
  }

  private SSLException failure() {
    return catchThrowableOfType(SSLException.class, () -> timed.open(TimedSocketTest::fails));
  }
}
