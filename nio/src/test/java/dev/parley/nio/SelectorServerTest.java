// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server's life: start, threads, stop. */
class SelectorServerTest {

  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .build();

  private final Recorder recorder = new Recorder();

  private Server server(ServerOptions options) {
    return server(options, recorder);
  }

  private static Server server(ServerOptions options, ServerListener listener) {
    return new SelectorServer(options, listener, 2);
  }

  private static Set<Thread> loops() {
    Set<Thread> loops = ConcurrentHashMap.newKeySet();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("loop-"))
        .forEach(loops::add);
    return loops;
  }

  private static Duration timeOf(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void starts_once() throws IOException {
    try (Server server = server(OPTIONS)) {
      assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
      server.start();
      assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
      assertThat(server.address().getPort()).isPositive();
    }
  }

  @Test
  void does_not_start_when_closed() {
    Server server = server(OPTIONS);
    server.close();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_taken_port_is_named_and_nothing_is_left() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Server server = server(at((InetSocketAddress) taken.getLocalSocketAddress()))) {
      assertThatThrownBy(server::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining(Endpoint.text((InetSocketAddress) taken.getLocalSocketAddress()));
      assertThat(loops()).isEmpty();
    }
  }

  @Test
  void an_address_that_is_no_address_is_named() {
    try (Server server = server(at(InetSocketAddress.createUnresolved("nowhere.invalid", 1)))) {
      assertThatThrownBy(server::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining("nowhere.invalid:1");
    }
  }

  private static ServerOptions at(InetSocketAddress address) {
    return OPTIONS.toBuilder().address(address).build();
  }

  @Test
  void a_start_that_fails_half_way_leaves_nothing() throws IOException {
    InetSocketAddress free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    Server server = new SelectorServer(at(free), recorder, 0);
    assertThatThrownBy(server::start).isInstanceOf(NoSuchElementException.class); // no first loop
    new ServerSocket(free.getPort(), 1, free.getAddress()).close();
  }

  @Test
  void deals_its_clients_out_to_all_loops_and_they_stay_there() throws Exception {
    Map<Long, Set<String>> threads = new ConcurrentHashMap<>();
    ServerListener listener =
        new ServerListener() {
          @Override
          public void opened(long connection, SocketAddress peer) {
            note(connection);
          }

          @Override
          public void frameIn(long connection, int type, int id, int payloadLength) {
            note(connection);
          }

          @Override
          public void closed(long connection, CloseReason reason) {
            note(connection);
          }

          private void note(long connection) {
            threads
                .computeIfAbsent(connection, number -> ConcurrentHashMap.newKeySet())
                .add(Thread.currentThread().getName());
          }
        };
    try (Server server = server(OPTIONS, listener)) {
      server.start();
      for (int i = 0; i < 2; i++) {
        try (RawClient client = new RawClient(server.address())) {
          client.send(echo(1, 10)).expect(echoReply(1, 10));
        }
      }
    }
    assertThat(threads).hasSize(2);
    assertThat(threads.values()).allSatisfy(names -> assertThat(names).hasSize(1));
    assertThat(threads.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
  }

  @Test
  void a_port_is_free_again_after_each_close() throws IOException {
    ServerOptions options = OPTIONS;
    for (int i = 0; i < 3; i++) {
      Server server = server(options);
      server.start();
      options = at(server.address());
      try (RawClient client = new RawClient(server.address())) {
        client.send(echo(1, 10)).expect(echoReply(1, 10));
        server.close();
        client.expectEnd();
      }
      assertThat(loops()).isEmpty();
    }
  }

  @Test
  void the_port_is_free_while_a_delay_is_still_answered() throws Exception {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 500), echo(2, 10), Arrays.copyOf(echo(3, 10), 5));
      recorder.awaitEvent("opened 1");
      await().pollDelay(Duration.ofMillis(100)).until(() -> true);

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      await()
          .atMost(Duration.ofMillis(300))
          .untilAsserted(() ->
              assertThatThrownBy(() -> new RawClient(server.address()))
                  .isInstanceOf(ConnectException.class));

      client.expect(delayReply(1, 500), echoReply(2, 10)).expectEnd();
      client.leave();
      closing.get(5, TimeUnit.SECONDS);
    }
    assertThat(recorder.events).contains("closed 1 STOPPED");
    assertThat(loops()).isEmpty();
  }

  @Test
  void what_remains_at_the_drain_deadline_is_cut() throws IOException {
    Duration drain = Duration.ofMillis(300);
    Server server = server(OPTIONS.toBuilder().drainTimeout(drain).build());
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10), delay(2, 10_000)).expect(echoReply(1, 10));

      assertThat(timeOf(server::close)).isBetween(drain, drain.plusSeconds(1));

      client.expectReset();
    }
    assertThat(recorder.events).contains("closed 1 CUT");
    assertThat(loops()).isEmpty();
  }

  @Test
  void a_drain_deadline_of_zero_cuts_at_once() throws IOException {
    Server server = server(OPTIONS.toBuilder().drainTimeout(Duration.ZERO).build());
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      server.close();
      client.expectReset();
    }
    assertThat(recorder.events).contains("closed 1 CUT");
  }

  @Test
  void all_who_close_wait_for_the_end() throws Exception {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10), delay(2, 300)).expect(echoReply(1, 10));
      List<CompletableFuture<Set<Thread>>> closing =
          Stream.generate(() ->
                  CompletableFuture.supplyAsync(() -> {
                    server.close();
                    return loops();
                  }))
              .limit(3)
              .toList();
      client.expect(delayReply(2, 300)).expectEnd();
      client.leave();
      for (CompletableFuture<Set<Thread>> left : closing) {
        assertThat(left.get(5, TimeUnit.SECONDS)).isEmpty();
      }
    }
  }

  @Test
  void whoever_is_interrupted_while_closing_cuts_at_once() throws IOException {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10), delay(2, 10_000)).expect(echoReply(1, 10));

      Thread.currentThread().interrupt();
      assertThat(timeOf(server::close)).isLessThan(Duration.ofSeconds(1));

      assertThat(Thread.interrupted()).isTrue();
      client.expectReset();
    }
    await().until(() -> loops().isEmpty());
  }

  @Test
  void a_listener_may_close_the_server() throws Exception {
    CompletableFuture<Server> self = new CompletableFuture<>();
    CompletableFuture<Duration> took = new CompletableFuture<>();
    ServerListener closer =
        new ServerListener() {
          @Override
          public void frameIn(long connection, int type, int id, int payloadLength) {
            took.complete(timeOf(self.join()::close));
          }
        };
    Server server = new SelectorServer(OPTIONS, closer, 1);
    server.start();
    self.complete(server);
    try (RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10));
      client.expect(echoReply(1, 10));
    }
    assertThat(took.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(1));
    await().until(() -> loops().isEmpty());
  }

  @Test
  void goes_on_when_the_listener_fails_to_hear_of_a_failure() throws IOException {
    ServerListener deaf =
        new ServerListener() {
          @Override
          public void closed(long connection, CloseReason reason) {
            throw new IllegalStateException("closed");
          }

          @Override
          public void acceptFailed(Exception failure) {
            throw new IllegalStateException("failed");
          }
        };
    try (Server server = server(OPTIONS, deaf)) {
      server.start();
      for (int i = 0; i < 4; i++) {
        try (RawClient client = new RawClient(server.address())) {
          client.send(echo(1, 10)).expect(echoReply(1, 10)).reset();
        }
      }
    }
    assertThat(loops()).isEmpty();
  }
}
