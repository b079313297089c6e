// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static dev.parley.udp.Wire.delay;
import static dev.parley.udp.Wire.delayReply;
import static dev.parley.udp.Wire.echo;
import static dev.parley.udp.Wire.echoReply;
import static dev.parley.udp.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the loop does with datagrams, those of clients and those of others. */
class DatagramLoopTest {

  private final Recorder recorder = new Recorder();

  private Server server() throws IOException {
    return server(InetAddress.getLoopbackAddress(), recorder);
  }

  private static Server server(InetAddress host, ServerListener listener) throws IOException {
    ServerOptions options =
        ServerOptions.defaults().toBuilder()
            .address(new InetSocketAddress(host, 0))
            .maximumDelay(Duration.ofSeconds(20))
            .build();
    Server server = new DatagramServer(options, listener);
    server.start();
    return server;
  }

  @Test
  void answers_each_request_and_tells_of_it() throws IOException {
    try (Server server = server();
        RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 0)).expect(echoReply(1, 0));
      client.send(echo(2, 65_498)).expect(echoReply(2, 65_498));
      client.send(echo(3, 5)).expect(echoReply(3, 5)); // nothing of the large one is left
      client.send(delay(4, 0)).expect(delayReply(4, 0));
      client.send(echo(3, 5)).expect(echoReply(3, 5)); // again: nothing is remembered
    }
    assertThat(recorder.events)
        .startsWith("in 0: 0x01 1 0", "out 0: 0x81 1 0", "in 0: 0x01 2 65498")
        .hasSize(10);
  }

  @Test
  void drops_what_is_no_request_in_silence_and_counts_it() throws IOException {
    try (Server server = server();
        DatagramSocket unconnected = new DatagramSocket(); // a connected one sends nothing empty
        RawClient client = new RawClient(server.address())) {
      unconnected.send(new DatagramPacket(new byte[0], 0, server.address()));
      client.send(
          hex("00 00 00 02 01 00 00 00 07 68"),
          hex("00 00 00 02 81 00 00 00 07 68 69"),
          hex("00 00 00 01 FF 00 00 00 07 02"),
          hex("00 00 00 03 02 00 00 00 07 00 00 00"),
          echo(1, 10));
      client.expect(echoReply(1, 10));
    }
    assertThat(recorder.events)
        .containsExactly(
            "dropped MALFORMED",
            "dropped MALFORMED",
            "dropped UNKNOWN_TYPE",
            "dropped UNKNOWN_TYPE",
            "dropped BAD_REQUEST",
            "in 0: 0x01 1 10",
            "out 0: 0x81 1 10");
  }

  /** IPv6 carries 20 bytes more than the largest legal frame. */
  @Test
  void a_datagram_larger_than_legal_is_told_apart() throws IOException {
    try (Server server = server(InetAddress.ofLiteral("::1"), recorder);
        RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 65_518), echo(2, 65_498)).expect(echoReply(2, 65_498));
    }
    assertThat(recorder.events).startsWith("dropped TOO_LARGE");
  }

  @Test
  void DELAYs_wait_together_and_hold_up_nobody() throws IOException {
    try (Server server = server();
        RawClient client = new RawClient(server.address())) {
      long start = System.nanoTime();
      client.send(delay(1, 2_000), delay(2, 1_000), delay(3, 2_000), echo(4, 10));
      client.expect(echoReply(4, 10), delayReply(2, 1_000));
      assertThat(List.of(client.receive(), client.receive()))
          .containsExactlyInAnyOrder(delayReply(1, 2_000), delayReply(3, 2_000));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void a_flood_of_DELAYs_is_bounded_and_an_ECHO_is_answered() throws IOException {
    try (Server server = server();
        RawClient client = new RawClient(server.address())) {
      for (int id = 1; id <= 1_100; id++) {
        client.send(delay(id, 15_000));
        client.send(echo(id, 1)).expect(echoReply(id, 1)); // so that none is lost on its way
      }
      assertThat(recorder.count("dropped TOO_MANY_DELAYS")).isEqualTo(1_100 - 1_024);
    } finally {
      assertThat(recorder.events).noneMatch(event -> event.startsWith("out 0: 0x82"));
    }
  }

  @Test
  void a_listener_that_fails_costs_one_datagram() throws IOException {
    ServerListener deaf =
        new ServerListener() {
          @Override
          public void frameIn(long connection, int type, int id, int payloadLength) {
            if (id == 1) {
              throw new IllegalStateException("frame in");
            }
          }

          @Override
          public void acceptFailed(Exception failure) {
            throw new IllegalStateException("failed", failure);
          }
        };
    try (Server server = server(InetAddress.getLoopbackAddress(), deaf);
        RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10), echo(2, 10)).expect(echoReply(2, 10));
    }
  }

  @Test
  void an_interrupt_means_nothing() throws IOException {
    try (Server server = server();
        RawClient client = new RawClient(server.address())) {
      client.send(echo(1, 10)).expect(echoReply(1, 10));
      Thread loop =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("datagrams"))
              .findAny()
              .orElseThrow();
      loop.interrupt();
      await().until(() -> !loop.isInterrupted());
      client.send(echo(2, 10)).expect(echoReply(2, 10));
    }
  }
}
