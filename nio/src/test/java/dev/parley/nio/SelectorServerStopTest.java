// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.delay;
import static dev.parley.nio.Wire.delayReply;
import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.echoReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a server stops. */
class SelectorServerStopTest extends ServerCase {

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
      client.send(delay(1, 1_500), echo(2, 10), Arrays.copyOf(echo(3, 10), 5));
      recorder.awaitRequest(1, 1);

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> new RawClient(server.address()))
                  .isInstanceOf(ConnectException.class));
      assertThat(recorder.events).doesNotContain("closed 1 STOPPED");

      client.expect(delayReply(1, 1_500), echoReply(2, 10)).expectEnd();
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
    recorder.awaitEvent("closed 1 CUT");
    await().until(() -> loops().isEmpty());
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
    recorder.awaitEvent("closed 1 CUT");
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
    Server server = new SelectorServer(OPTIONS, closer, 1, LinkFactory.PLAIN);
    server.start();
    self.complete(server);
    try (RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10));
      client.expect(echoReply(1, 10));
    }
    assertThat(took.get(5, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(1));
    await().until(() -> loops().isEmpty());
  }
}
