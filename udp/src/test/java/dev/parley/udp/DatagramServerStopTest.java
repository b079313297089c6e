// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static dev.parley.udp.Wire.delay;
import static dev.parley.udp.Wire.delayReply;
import static dev.parley.udp.Wire.echo;
import static dev.parley.udp.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatagramServerStopTest extends ServerCase {

  @Test
  void a_stop_receives_no_more_and_answers_the_DELAYs_that_wait() throws Exception {
    Server server = server(OPTIONS);
    server.start();
    try (RawClient client = new RawClient(server.address())) {
      client.send(delay(1, 2_000), delay(2, 1_000));
      recorder.awaitEvent("in 0: 0x02 2 4");

      Thread closing = Thread.ofPlatform().start(server::close);
      awaitDeaf(closing, server.address());
      client.send(echo(3, 10));

      client.expect(delayReply(2, 1_000), delayReply(1, 2_000));
      assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
      client.socket.setSoTimeout(100);
      assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
    }
    assertThat(loops()).isEmpty();
    new DatagramSocket(server.address()).close();
  }

  /** A server that is only slow would seem deaf, so first the stop has to have begun. */
  private static void awaitDeaf(Thread closing, InetSocketAddress server) {
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    await().until(() -> isDeaf(server));
  }

  private static boolean isDeaf(InetSocketAddress server) throws IOException {
    try (RawClient client = new RawClient(server)) {
      client.socket.setSoTimeout(50);
      client.send(echo(9, 1)).receive();
      return false;
    } catch (SocketTimeoutException | PortUnreachableException e) {
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
      Thread closing = Thread.ofPlatform().start(server::close);
      awaitDeaf(closing, server.address()); // leaves a datagram there
      long before = cpuNanos(loop);

      client.expect(delayReply(1, 1_000));

      assertThat(Duration.ofNanos(cpuNanos(loop) - before)).isLessThan(Duration.ofMillis(200));
      assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
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
    await().until(() -> loops().isEmpty());
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
    await().until(() -> loops().isEmpty());
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
