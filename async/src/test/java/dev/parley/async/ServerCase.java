// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server for the tests, and clients for it. It has to leave no thread behind. */
abstract class ServerCase {

  static final byte[] HI = "hi".getBytes(UTF_8);

  static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .receiveBuffer(64 * 1024)
          .sendBuffer(64 * 1024)
          .build();

  final Recorder recorder = new Recorder();
  final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

  /** A handler that throws costs the group a thread, which it replaces without a word. */
  @BeforeEach
  void watch_the_threads() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void no_thread_died_of_an_exception() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    assertThat(uncaught).isEmpty();
  }

  /** A close waits for its threads for a while only: the last may end a moment later. */
  @AfterEach
  void no_thread_is_left() {
    await()
        .untilAsserted(() ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("async-") && !name.equals("async-client"))
                .noneMatch(name -> name.startsWith("timer-")));
  }

  static Socket socket(Server server) throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(5_000);
    return socket;
  }

  Server server(ServerOptions options) {
    return new AsyncStyle().server(options, recorder);
  }

  Server start(ServerOptions options) throws IOException {
    Server server = server(options);
    server.start();
    return server;
  }

  static AsynchronousClient client(Server server) throws IOException {
    return AsynchronousClient.connect(ClientOptions.to(server.address()));
  }
}
