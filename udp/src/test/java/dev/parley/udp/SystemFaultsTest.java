// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static dev.parley.udp.Wire.delay;
import static dev.parley.udp.Wire.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.OngoingStubbing;

/** Faults that a system does not produce on demand. */
class SystemFaultsTest {

  private static final SocketAddress PEER =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9);

  private final Recorder recorder = new Recorder();
  private final DatagramChannel channel = mock();
  private final Queue<byte[]> arriving = new ArrayDeque<>();
  private @Nullable DatagramLoop loop;

  @BeforeEach
  void register() throws IOException {
    when(channel.register(any(), anyInt())).thenReturn(mock(SelectionKey.class));
    when(channel.receive(any())).thenAnswer(call -> receive(call.getArgument(0)));
  }

  private @Nullable SocketAddress receive(ByteBuffer buffer) throws IOException {
    byte[] next = arriving.poll();
    if (next == null) {
      return null;
    }
    if (next.length == 0) {
      throw new IOException("receive failed");
    }
    buffer.put(next);
    return PEER;
  }

  private void serve(byte[]... datagrams) throws IOException {
    arriving.addAll(Arrays.asList(datagrams));
    loop = DatagramLoop.start(channel, ServerOptions.defaults(), recorder);
  }

  private OngoingStubbing<Integer> whenSent() throws IOException {
    return when(channel.send(any(), any()));
  }

  @AfterEach
  void end() throws InterruptedException {
    if (loop != null) {
      loop.cut();
      assertThat(loop.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void a_reply_for_which_there_is_no_room_is_lost_and_counted() throws IOException {
    whenSent().thenReturn(0).thenReturn(10);
    serve(echo(1, 1), echo(2, 1));
    recorder.awaitEvent("out 0: 0x81 2 1");
    assertThat(recorder.events)
        .containsSubsequence("out 0: 0x81 1 1", "dropped NOT_SENT", "in 0: 0x01 2 1");
    assertThat(recorder.count("dropped NOT_SENT")).isEqualTo(1);
  }

  @Test
  void a_reply_that_cannot_be_sent_is_nobody_elses_affair() throws IOException {
    whenSent().thenThrow(new IOException("Network is unreachable")).thenReturn(10);
    serve(delay(1, 100), echo(2, 1));
    recorder.awaitEvent("out 0: 0x82 1 4");
    assertThat(recorder.count("dropped NOT_SENT")).isEqualTo(1);
    assertThat(recorder.events).noneMatch(event -> event.startsWith("failed"));
  }

  @Test
  void goes_on_after_a_failed_receive_and_does_not_spin() throws IOException {
    whenSent().thenReturn(10);
    long start = System.nanoTime();
    serve(new byte[0], new byte[0], echo(2, 1));
    recorder.awaitEvent("out 0: 0x81 2 1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
    assertThat(recorder.count("failed: java.io.IOException: receive failed")).isEqualTo(2);
  }

  @Test
  void a_start_that_fails_half_way_leaves_the_channel_to_the_caller() throws IOException {
    when(channel.register(any(), anyInt())).thenThrow(new IllegalStateException("register"));
    assertThatThrownBy(() -> serve()).hasMessage("register");
    verify(channel).configureBlocking(false);
  }
}
