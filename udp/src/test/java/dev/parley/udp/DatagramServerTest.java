// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static dev.parley.udp.Wire.delay;
import static dev.parley.udp.Wire.delayReply;
import static dev.parley.udp.Wire.echo;
import static dev.parley.udp.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server's life: start, address, stop. */
class DatagramServerTest {

  private static final ServerOptions OPTIONS = at(loopback(0));

  private final Recorder recorder = new Recorder();

  private Server server(ServerOptions options) {
    return new DatagramServer(options, recorder);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static ServerOptions at(InetSocketAddress address) {
    return ServerOptions.defaults().toBuilder().address(address).build();
  }

  private static List<Thread> loops() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("datagrams"))
        .toList();
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
    try (Server first = server(OPTIONS)) {
      first.start();
      try (Server second = server(at(first.address()))) {
        assertThatThrownBy(second::start)
            .isInstanceOf(BindException.class)
            .hasMessageContaining(Endpoint.text(first.address()));
      }
      assertThat(loops()).hasSize(1);
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

  @Test
  void the_buffers_that_are_asked_for_are_no_hindrance() throws IOException {
    ServerOptions options = OPTIONS.toBuilder().receiveBuffer(8_192).sendBuffer(100_000).build();
    try (Server server = server(options)) {
      server.start();
      try (RawClient client = new RawClient(server.address())) {
        client.send(echo(1, 65_498)).expect(echoReply(1, 65_498));
      }
    }
  }

  @Test
  void answers_from_the_address_that_it_is_bound_to() throws IOException {
    try (Server server = server(at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0)))) {
      server.start();
      assertThat(server.address().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
      try (RawClient client = new RawClient(server.address())) { // hears no other address
        client.send(echo(1, 10)).expect(echoReply(1, 10));
      }
    }
  }

  @Test
  void one_of_IPv6_takes_IPv4_too() throws IOException {
    try (Server server = server(at(new InetSocketAddress(InetAddress.ofLiteral("::"), 0)))) {
      server.start();
      for (String host : List.of("::1", "127.0.0.1")) {
        try (RawClient client =
            new RawClient(
                new InetSocketAddress(InetAddress.ofLiteral(host), server.address().getPort()))) {
          client.send(echo(1, 10)).expect(echoReply(1, 10));
        }
      }
    }
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
      }
      assertThat(timeOf(server::close)).isLessThan(Duration.ofSeconds(1));
      assertThat(loops()).isEmpty();
    }
  }

  @Test
  void a_stop_receives_no_more_and_answers_the_DELAYs_that_wait() throws Exception {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 600), delay(2, 300));
      recorder.awaitEvent("in 0: 0x02 2 4");

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      await().until(() -> isDeaf(server.address()));
      client.send(echo(3, 10));

      client.expect(delayReply(2, 300), delayReply(1, 600));
      closing.get(5, TimeUnit.SECONDS);
      client.socket.setSoTimeout(100);
      assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
    }
    assertThat(loops()).isEmpty();
    new DatagramSocket(server.address()).close();
  }

  private static boolean isDeaf(InetSocketAddress server) throws IOException {
    try (RawClient client = new RawClient(server)) {
      client.socket.setSoTimeout(50);
      client.send(echo(9, 1)).receive();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  @Test
  void a_stop_does_not_spin_over_what_it_no_longer_receives() throws Exception {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 1_000));
      recorder.awaitEvent("in 0: 0x02 1 4");
      Thread loop = loops().getFirst();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      await().until(() -> isDeaf(server.address())); // leaves a datagram there
      long before = cpuNanos(loop);

      client.expect(delayReply(1, 1_000));

      assertThat(Duration.ofNanos(cpuNanos(loop) - before)).isLessThan(Duration.ofMillis(200));
      closing.get(5, TimeUnit.SECONDS);
    }
  }

  /** Zero at least: the thread may just have ended. */
  private static long cpuNanos(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
  }

  @Test
  void what_remains_at_the_drain_deadline_is_cut() throws IOException {
    Duration drain = Duration.ofMillis(300);
    Server server = server(OPTIONS.toBuilder().drainTimeout(drain).build());
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 10_000));
      recorder.awaitEvent("in 0: 0x02 1 4");

      assertThat(timeOf(server::close)).isBetween(drain, drain.plusSeconds(1));
    }
    assertThat(loops()).isEmpty();
    new DatagramSocket(server.address()).close();
  }

  @Test
  void a_drain_deadline_of_zero_cuts_at_once() throws IOException {
    Server server = server(OPTIONS.toBuilder().drainTimeout(Duration.ZERO).build());
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 10_000));
      recorder.awaitEvent("in 0: 0x02 1 4");
      assertThat(timeOf(server::close)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(loops()).isEmpty();
    assertThat(recorder.events).noneMatch(event -> event.startsWith("out"));
  }

  @Test
  void all_who_close_wait_for_the_end() throws Exception {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 300));
      recorder.awaitEvent("in 0: 0x02 1 4");
      List<CompletableFuture<List<Thread>>> closing =
          Stream.generate(() ->
                  CompletableFuture.supplyAsync(() -> {
                    server.close();
                    return loops();
                  }))
              .limit(3)
              .toList();
      client.expect(delayReply(1, 300));
      for (CompletableFuture<List<Thread>> left : closing) {
        assertThat(left.get(5, TimeUnit.SECONDS)).isEmpty();
      }
    }
  }

  @Test
  void whoever_is_interrupted_while_closing_cuts_at_once() throws IOException {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 10_000));
      recorder.awaitEvent("in 0: 0x02 1 4");

      Thread.currentThread().interrupt();
      assertThat(timeOf(server::close)).isLessThan(Duration.ofSeconds(1));

      assertThat(Thread.interrupted()).isTrue();
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
    Server server = new DatagramServer(OPTIONS, closer);
    server.start();
    self.complete(server);
    try (RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
    }
    assertThat(took.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(1));
    await().until(() -> loops().isEmpty());
  }
}
