// SPDX-License-Identifier: Apache-2.0

package dev.parley.threaded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import dev.parley.blocking.BlockingClient;
import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;

/** What no client can bring about on demand; the rest is the conformance suite's affair. */
class ThreadedServerTest {

  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .receiveBuffer(64 * 1024)
          .build();

  private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
  private final ServerListener recorder =
      new ServerListener() {
        @Override
        public void closed(long connection, CloseReason reason) {
          events.add("closed " + connection + " " + reason);
        }

        @Override
        public void acceptFailed(Exception failure) {
          events.add("accept failed: " + failure.getMessage());
        }
      };

  @Test
  void goes_on_after_a_failed_accept() throws Exception {
    ServerSocket acceptor = spy(new ServerSocket());
    doThrow(new SocketException("Too many open files")).doCallRealMethod().when(acceptor).accept();
    try (Server server = server(always(acceptor), 0, Executors::newVirtualThreadPerTaskExecutor)) {
      server.start();
      try (Client client = BlockingClient.connect(ClientOptions.to(server.address()))) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
    assertThat(events).contains("accept failed: Too many open files");
  }

  @Test
  void goes_on_when_there_is_no_thread_for_a_client() throws Exception {
    try (Server server = server(ServerSocketFactory.getDefault(), 1, OutOfThreadsOnce::new)) {
      server.start();
      try (Client unlucky = BlockingClient.connect(ClientOptions.to(server.address()))) {
        assertThatThrownBy(() -> unlucky.echo(HI)).isInstanceOf(IOException.class);
      }
      try (Client client = BlockingClient.connect(ClientOptions.to(server.address()))) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
    assertThat(events).contains("accept failed: no thread for a connection");
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
    try (Server server = server(always(acceptor), 0, Executors::newVirtualThreadPerTaskExecutor)) {
      server.start();
    }
    assertThat(events).containsExactly("accept failed: no close");
  }

  @Test
  void tells_sixty_four_at_once_that_it_is_busy_and_just_closes_the_rest() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (Server server =
        server(ServerSocketFactory.getDefault(), 1, Executors::newVirtualThreadPerTaskExecutor)) {
      server.start();
      try (Client only = BlockingClient.connect(ClientOptions.to(server.address()))) {
        only.echo(HI);
        long start = System.nanoTime();
        for (int i = 0; i < 80; i++) {
          sockets.add(new Socket(server.address().getAddress(), server.address().getPort()));
        }
        int told = 0;
        for (Socket socket : sockets) {
          told += readToTheEnd(socket) > 0 ? 1 : 0;
        }
        // The end of each lasts 500 ms at least (rule R7.3), and then the next one may be told.
        long waits = Duration.ofNanos(System.nanoTime() - start).toMillis() / 500;
        assertThat((long) told).isBetween(64L, 64 * (1 + waits));
        assertThat(only.echo(HI)).isEqualTo(HI);
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  private static int readToTheEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (SocketException e) {
      return 0; // reset: closed without a word
    }
  }

  @Test
  void a_slot_is_free_again_when_its_client_has_left() throws Exception {
    try (Server server =
        server(ServerSocketFactory.getDefault(), 1, Executors::newVirtualThreadPerTaskExecutor)) {
      server.start();
      try (Client first = BlockingClient.connect(ClientOptions.to(server.address()))) {
        first.echo(HI);
        try (Client second = BlockingClient.connect(ClientOptions.to(server.address()))) {
          assertThatThrownBy(() -> second.echo(HI))
              .isInstanceOfSatisfying(
                  ErrorReplyException.class, e -> assertThat(e.code()).contains(ErrorCode.BUSY));
        }
      }
      await().until(() -> events.contains("closed 1 PEER_CLOSED"));
      try (Client third = BlockingClient.connect(ClientOptions.to(server.address()))) {
        assertThat(third.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = (InetSocketAddress) taken.getLocalSocketAddress();
      try (Server server =
          new VirtualStyle().server(OPTIONS.toBuilder().address(address).build(), recorder)) {
        assertThatThrownBy(server::start)
            .isInstanceOf(BindException.class)
            .hasMessageContaining(Endpoint.text(address));
        assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void starts_once() throws Exception {
    Server server = new VirtualStyle().server(OPTIONS, recorder);
    server.start();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    server.close();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_pool_without_a_limit_has_a_fixed_number_of_threads_all_the_same() throws Exception {
    ServerOptions unlimited = OPTIONS.toBuilder().maximumConnections(0).build();
    try (Server server = new PoolStyle().server(unlimited, recorder)) {
      server.start();
      assertThat(connectionThreads()).isEqualTo(256);
    }
    await().until(() -> connectionThreads() == 0);
  }

  private static long connectionThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("connection-"))
        .count();
  }

  private Server server(ServerSocketFactory sockets, int slots, Supplier<ExecutorService> threads) {
    return new ThreadedServer(OPTIONS, recorder, sockets, slots, threads);
  }

  private static ServerSocketFactory always(ServerSocket socket) throws IOException {
    ServerSocketFactory factory = mock(ServerSocketFactory.class);
    when(factory.createServerSocket()).thenReturn(socket);
    return factory;
  }

  /** Fails as the JDK does when the system has no thread left, the first time. */
  private static final class OutOfThreadsOnce extends AbstractExecutorService {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private boolean failed;

    @Override
    public void execute(Runnable task) {
      if (!failed) {
        failed = true;
        throw new OutOfMemoryError("unable to create native thread");
      }
      threads.execute(task);
    }

    @Override
    public void shutdown() {
      threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return threads.awaitTermination(timeout, unit);
    }
  }
}
