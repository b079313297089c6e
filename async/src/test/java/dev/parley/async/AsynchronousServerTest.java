// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Client;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server's life: start, bind, stop. What no client can bring about on demand. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsynchronousServerTest extends ServerCase {

  @Test
  void a_taken_port_is_named_and_leaves_nothing_behind_but_the_chance_to_try_again()
      throws Exception {
    Server server;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = (InetSocketAddress) taken.getLocalSocketAddress();
      server = server(OPTIONS.toBuilder().address(address).build());
      assertThatThrownBy(server::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining(Endpoint.text(address));
      assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
      no_thread_is_left();
    }
    server.start();
    try (Client client = client(server)) {
      assertThat(client.delay(Duration.ofMillis(1), HI)).isEqualTo(HI);
    }
    server.close();
  }

  @Test
  void an_unknown_host_cannot_be_bound() {
    var unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
    Server server = server(OPTIONS.toBuilder().address(unknown).build());
    assertThatThrownBy(server::start)
        .isInstanceOf(BindException.class)
        .hasMessage("cannot bind nowhere.invalid:1: no such host");
  }

  @Test
  void starts_once_and_closes_as_often_as_anyone_likes() throws Exception {
    Server server = start(OPTIONS);
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    Thread other = Thread.ofPlatform().start(server::close);
    server.close();
    other.join();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    Server never = server(OPTIONS);
    never.close();
    assertThatThrownBy(never::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_same_port_can_be_bound_again_and_again() throws Exception {
    Server first = start(OPTIONS);
    ServerOptions same = OPTIONS.toBuilder().address(first.address()).build();
    first.close();
    for (int i = 0; i < 20; i++) {
      try (Server server = start(same);
          Client client = client(server)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void a_delay_is_cut_at_the_drain_deadline() throws Exception {
    Server server = start(OPTIONS.toBuilder().drainTimeout(Duration.ofMillis(200)).build());
    try (AsynchronousClient client = client(server)) {
      var reply = client.delayAsync(Duration.ofSeconds(9), HI);
      await().until(() -> recorder.events.contains("in 2 6 bytes"));
      server.close();
      assertThatThrownBy(reply::join).hasCauseInstanceOf(IOException.class);
      await().untilAsserted(() -> assertThat(recorder.events).contains("closed 1 CUT"));
      assertThat(recorder.events).doesNotContain("out 82 6 bytes");
    }
  }

  @Test
  void a_stop_without_a_drain_cuts_who_waits_for_input() throws Exception {
    Server server = start(OPTIONS.toBuilder().drainTimeout(Duration.ZERO).build());
    try (AsynchronousClient client = client(server)) {
      client.echo(HI);
      server.close();
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
    no_thread_is_left();
  }
}
