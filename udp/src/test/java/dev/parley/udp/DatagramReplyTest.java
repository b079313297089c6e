// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Server;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which datagram is a reply, and when a request is sent again. */
class DatagramReplyTest extends ClientCase {

  @Test
  void no_reply_in_time_names_peer_and_duration_and_the_client_stays_open() throws Exception {
    Peer.Script onlyTheSecond =
        (request, client) -> {
          if (request.length == 9) {
            client.send(Peer.reply(request));
          }
        };
    try (Peer peer = Peer.that(onlyTheSecond);
        DatagramClient client =
            DatagramClient.connect(
                ClientOptions.to(peer.address()).withReplyTimeout(Duration.ofSeconds(2)))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> client.echo(HI))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no reply from %s within 2000 ms", Endpoint.text(peer.address()));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(client.echo(new byte[0])).isEmpty();
    }
  }

  @Test
  void asks_again_with_the_same_id_and_waits_longer_each_time() throws Exception {
    List<Long> times = new CopyOnWriteArrayList<>();
    Peer.Script losesTwo =
        (request, client) -> {
          times.add(System.nanoTime());
          if (times.size() == 3) {
            client.send(Peer.reply(request));
          }
        };
    try (Peer peer = Peer.that(losesTwo);
        DatagramClient client = connect(peer.address())) {
      long start = System.nanoTime();
      assertThat(client.echo(HI)).isEqualTo(HI);

      assertThat(peer.requests)
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(again -> assertThat(again).isEqualTo(peer.requests.element()));
      long second = TimeUnit.NANOSECONDS.toMillis(times.get(1) - start);
      long third = TimeUnit.NANOSECONDS.toMillis(times.get(2) - start);
      assertThat(second).isGreaterThanOrEqualTo(1_000);
      assertThat(third).isGreaterThanOrEqualTo(3_000);
    }
  }

  @Test
  void a_DELAY_is_not_asked_for_again_before_it_can_be_there() throws Exception {
    try (Server server = server(0);
        Peer counter = Peer.that((request, client) -> {});
        DatagramClient client = connect(server.address());
        DatagramClient uncertain = impatient(counter.address())) {
      assertThat(client.delay(Duration.ofMillis(1_500), HI)).isEqualTo(HI);
      assertThatThrownBy(() -> uncertain.delay(Duration.ofMillis(1_500), HI))
          .hasMessageContaining("within 1800 ms");
      assertThat(counter.requests).hasSize(1);
    }
  }

  @Test
  void what_is_late_foreign_or_garbage_is_ignored() throws Exception {
    Queue<byte[]> earlier = new ArrayDeque<>();
    Peer.Script hostile =
        (request, client) -> {
          byte[] reply = Peer.reply(request);
          client.send(new byte[0]);
          client.send(Arrays.copyOf(reply, reply.length - 1));
          client.send(Arrays.copyOf(reply, reply.length + 1));
          client.send(withId(reply, id(reply) + 1));
          client.send(FrameEncoder.error(id(reply) + 1, ErrorCode.INTERNAL, "no").array());
          for (byte[] late : earlier) {
            client.send(late);
          }
          client.send(reply);
          client.send(reply);
          earlier.add(reply);
        };
    try (Peer peer = Peer.that(hostile);
        DatagramClient client = connect(peer.address())) {
      for (int count = 0; count < 20; count++) {
        byte[] own = ("message " + count).getBytes(UTF_8);
        assertThat(client.echo(own)).isEqualTo(own);
      }
      assertThat(peer.requests.stream().map(ClientCase::id).distinct()).hasSize(20);
    }
  }

  @Test
  void a_flood_of_others_replies_does_not_outlast_the_timeout() throws Exception {
    Peer.Script flood =
        (request, client) -> {
          long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
          while (System.nanoTime() < end) {
            client.send(withId(Peer.reply(request), id(request) + 1));
          }
        };
    try (Peer peer = Peer.that(flood);
        DatagramClient client = impatient(peer.address())) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(SocketTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_300));
    }
  }

  @Test
  void a_datagram_of_a_stranger_is_not_let_in() throws Exception {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramClient client = impatient((InetSocketAddress) peer.getLocalSocketAddress())) {
      CompletableFuture<byte[]> reply = CompletableFuture.supplyAsync(() -> echoed(client));
      DatagramPacket request = new DatagramPacket(new byte[100], 100);
      peer.receive(request);
      port.complete(request.getPort());
      byte[] forged = Peer.reply(Arrays.copyOf(request.getData(), request.getLength()));
      stranger.send(
          new DatagramPacket(forged, forged.length, InetAddress.getLoopbackAddress(), port.join()));
      assertThatThrownBy(reply::join).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_reply_of_the_right_id_must_be_right() throws Exception {
    Peer.Script wrong =
        (request, client) -> {
          byte[] reply = Peer.reply(request);
          if (reply.length == 11) {
            reply[10]++;
          }
          client.send(
              reply.length == 10
                  ? FrameEncoder.error(id(request), ErrorCode.INTERNAL, "no").array()
                  : reply);
        };
    try (Peer peer = Peer.that(wrong);
        DatagramClient client = connect(peer.address())) {
      assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(ProtocolViolationException.class);
      assertThatThrownBy(() -> client.echo(new byte[1])).isInstanceOf(ErrorReplyException.class);
      assertThat(client.echo(new byte[0])).isEmpty();
    }
  }

  @Test
  void another_client_has_other_ids() throws Exception {
    try (Peer peer = Peer.that((request, client) -> client.send(Peer.reply(request)))) {
      for (int count = 0; count < 3; count++) {
        try (DatagramClient client = connect(peer.address())) {
          client.echo(HI);
          client.echo(HI);
        }
      }
      // A request that is sent again has the id that it had.
      assertThat(peer.requests.stream().map(ClientCase::id).distinct()).hasSize(6);
    }
  }
}
