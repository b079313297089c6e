// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.protocol.Client;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection's life: what is told of it, and how it ends. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionTest extends ServerCase {

  @Test
  void tells_what_happens_in_order() throws Exception {
    try (Server server = start(OPTIONS)) {
      try (Client client = client(server)) {
        client.echo(HI);
        client.delay(Duration.ofMillis(1), HI);
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_CLOSED"));
    }
    assertThat(recorder.events)
        .containsExactly(
            "opened 1",
            "in 1 2 bytes",
            "out 81 2 bytes",
            "in 2 6 bytes",
            "out 82 6 bytes",
            "closed 1 PEER_CLOSED");
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
    for (String event : List.of("opened", "in", "out", "closed")) {
      recorder.events.clear();
      try (Server server = start(OPTIONS);
          Client bystander = client(server)) {
        bystander.echo(HI);
        recorder.failOn = event;
        try (Client client = client(server)) {
          if (!event.equals("closed")) {
            assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(IOException.class);
          }
        }
        String reason = event.equals("closed") ? "PEER_CLOSED" : "INTERNAL";
        await().until(() -> recorder.events.contains("closed 2 " + reason));
        recorder.failOn = "";
        assertThat(bystander.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void a_listener_that_throws_at_a_reset_costs_no_thread() throws Exception {
    recorder.failOn = "closed";
    try (Server server = start(OPTIONS)) {
      try (Socket rude = socket(server)) {
        await().until(() -> recorder.events.contains("opened 1"));
        rude.setSoLinger(true, 0);
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_FAILED"));
    }
  }

  @Test
  void a_client_that_never_reads_is_closed_by_the_write_clock() throws Exception {
    ServerOptions options = OPTIONS.toBuilder().writeTimeout(Duration.ofMillis(300)).build();
    try (Server server = start(options);
        Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(server.address());
      byte[] frame = FrameEncoder.frame(FrameType.ECHO, 1, new byte[1024 * 1024]).array();
      assertThatThrownBy(
              () -> {
                for (int sum = 0; sum < 128 * 1024 * 1024; sum += frame.length) {
                  deaf.getOutputStream().write(frame);
                }
              })
          .isInstanceOf(IOException.class);
      await().until(() -> recorder.events.contains("closed 1 WRITE_TIMEOUT"));
    }
  }

  @Test
  void a_peer_that_stays_after_its_error_is_waited_for_and_not_for_ever() throws Exception {
    try (Server server = start(OPTIONS);
        Socket stays = socket(server)) {
      long start = System.nanoTime();
      stays.getOutputStream().write(new byte[] {-1, -1, -1, -1, 1, 0, 0, 0, 7});
      assertThat(stays.getInputStream().readAllBytes()).startsWith(0, 0, 0);
      await().until(() -> recorder.events.contains("closed 1 TOO_LARGE"));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }
  }
}
