// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;

class SequentialServerTest {

  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .receiveBuffer(64 * 1024)
          .sendBuffer(64 * 1024)
          .build();

  private final Recorder recorder = new Recorder();

  @Test
  void tells_what_happens_in_order() throws Exception {
    try (Server server = start(OPTIONS)) {
      try (Client client = client(server)) {
        client.echo(HI);
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_CLOSED"));
    }
    assertThat(recorder.events)
        .containsExactly("opened 1", "in 1 2 bytes", "out 81 2 bytes", "closed 1 PEER_CLOSED");
  }

  @Test
  void tells_that_a_client_vanished() throws Exception {
    try (Server server = start(OPTIONS)) {
      try (Socket rude = new Socket()) {
        rude.connect(server.address());
        await().until(() -> recorder.events.contains("opened 1"));
        rude.setSoLinger(true, 0);
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_FAILED"));
    }
  }

  @Test
  void a_listener_that_throws_ends_its_connection_and_no_other() throws Exception {
    recorder.failOnFrame = true;
    try (Server server = start(OPTIONS)) {
      try (Client client = client(server)) {
        assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(IOException.class);
      }
      await().until(() -> recorder.events.contains("closed 1 INTERNAL"));
      recorder.failOnFrame = false;
      try (Client client = client(server)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void a_taken_port_is_named_and_the_server_may_not_try_again_once_closed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = (InetSocketAddress) taken.getLocalSocketAddress();
      Server server = server(OPTIONS.toBuilder().address(address).build());
      assertThatThrownBy(server::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining(Endpoint.text(address));
      assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
      server.close();
      assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_second_start_is_an_error_and_a_second_close_is_none() throws Exception {
    Server server = start(OPTIONS);
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    server.close();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void goes_on_after_a_failed_accept() throws Exception {
    ServerSocket acceptor = spy(new ServerSocket());
    doThrow(new SocketException("Too many open files")).doCallRealMethod().when(acceptor).accept();
    try (Server server = new SequentialServer(OPTIONS, recorder, always(acceptor))) {
      server.start();
      try (Client client = client(server)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
    assertThat(recorder.events).contains("accept failed Too many open files");
  }

  @Test
  void a_close_that_fails_still_ends_everything() throws Exception {
    ServerSocket acceptor = spy(new ServerSocket());
    doAnswer(
            call -> {
              call.callRealMethod();
              throw new IOException("no close");
            })
        .when(acceptor)
        .close();
    Server server = new SequentialServer(OPTIONS, recorder, always(acceptor));
    server.start();
    server.close();
    assertThat(recorder.events).containsExactly("accept failed no close");
  }

  @Test
  void a_delay_is_cut_at_the_drain_deadline() throws Exception {
    Server server = start(OPTIONS.toBuilder().drainTimeout(Duration.ofMillis(200)).build());
    try (Client client = client(server)) {
      Thread caller =
          Thread.ofPlatform()
              .start(() ->
                  assertThatThrownBy(() -> client.delay(Duration.ofSeconds(9), HI))
                      .isInstanceOf(IOException.class));
      await().until(() -> recorder.events.stream().anyMatch(event -> event.startsWith("in 2")));
      server.close();
      caller.join();
      await().untilAsserted(() -> assertThat(recorder.events).contains("closed 1 CUT"));
    }
  }

  @Test
  void an_interrupted_close_cuts_at_once_and_stays_interrupted() throws Exception {
    Server server = start(OPTIONS);
    var closed = new CountDownLatch(1);
    try (Client client = client(server)) {
      client.echo(HI);
      Thread closer =
          Thread.ofPlatform()
              .start(() -> {
                Thread.currentThread().interrupt();
                server.close();
                if (Thread.currentThread().isInterrupted()) {
                  closed.countDown();
                }
              });
      closer.join(Duration.ofSeconds(2));
    }
    assertThat(closed.getCount()).isZero();
  }

  private Server server(ServerOptions options) {
    return new BlockingStyle().server(options, recorder);
  }

  private Server start(ServerOptions options) throws IOException {
    Server server = server(options);
    server.start();
    return server;
  }

  private static Client client(Server server) throws IOException {
    return new BlockingStyle().connect(ClientOptions.to(server.address()));
  }

  private static ServerSocketFactory always(ServerSocket socket) throws IOException {
    ServerSocketFactory factory = mock(ServerSocketFactory.class);
    when(factory.createServerSocket()).thenReturn(socket);
    return factory;
  }

  private static final class Recorder implements ServerListener {

    final List<String> events = new CopyOnWriteArrayList<>();
    volatile boolean failOnFrame;

    @Override
    public void opened(long connection, SocketAddress peer) {
      events.add("opened " + connection);
    }

    @Override
    public void closed(long connection, CloseReason reason) {
      events.add("closed " + connection + " " + reason);
    }

    @Override
    public void frameIn(long connection, int type, int id, int payloadLength) {
      events.add("in %x %d bytes".formatted(type, payloadLength));
      if (failOnFrame) {
        throw new IllegalStateException("a faulty listener");
      }
    }

    @Override
    public void frameOut(long connection, int type, int id, int payloadLength) {
      events.add("out %x %d bytes".formatted(type, payloadLength));
    }

    @Override
    public void acceptFailed(Exception failure) {
      events.add("accept failed " + failure.getMessage());
    }
  }
}
