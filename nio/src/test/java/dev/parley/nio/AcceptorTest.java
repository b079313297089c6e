// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The acceptor when the system fails it. */
class AcceptorTest {

  private final ServerSocketChannel channel = mock();
  private final SelectionKey key = mock();
  private final ServerListener listener = mock();
  private final Selector selector = mock();
  private final EventLoop loop = new EventLoop(Thread.ofPlatform(), selector, 1_024, failure -> {});

  @BeforeEach
  void registers() throws IOException {
    when(channel.register(any(), anyInt(), any())).thenReturn(key);
    when(key.channel()).thenReturn(channel);
    when(key.isValid()).thenReturn(true);
  }

  private Acceptor acceptor() throws IOException {
    return new Acceptor(
        channel, LinkFactory.PLAIN, List.of(loop), ServerOptions.defaults(), listener);
  }

  @Test
  void leaves_a_failing_accept_alone_for_a_while() throws IOException {
    Acceptor acceptor = acceptor();
    IOException failure = new IOException("Too many open files");
    long before = System.nanoTime();

    acceptor.failed(failure);

    long after = System.nanoTime();

    verify(listener).acceptFailed(failure);
    verify(key).interestOps(0);
    assertThat(Duration.ofNanos(loop.timers().untilNext(before)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(Duration.ofNanos(loop.timers().untilNext(after)))
        .isLessThanOrEqualTo(Duration.ofMillis(300));

    acceptor.expired();

    verify(key).interestOps(SelectionKey.OP_ACCEPT);
  }

  @Test
  void an_error_is_told_as_an_exception() throws IOException {
    OutOfMemoryError error = new OutOfMemoryError();

    acceptor().failed(error);

    verify(listener).acceptFailed(causedBy(error));
  }

  @Test
  void accepts_no_more_at_once_than_leaves_the_others_a_turn() throws IOException {
    when(channel.accept()).thenAnswer(call -> mock(SocketChannel.class));

    acceptor().ready();

    verify(channel, times(64)).accept();
  }

  @Test
  void a_client_that_cannot_be_registered_costs_no_slot() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("no room");
    SocketChannel lost = mock();
    when(lost.register(any(), anyInt(), any())).thenThrow(error);
    SocketChannel next = mock();
    when(next.register(any(), anyInt(), any())).thenReturn(mock());
    when(channel.accept()).thenReturn(lost, null, next, null);
    // A real one, since the loop runs here: a mocked one would never block, and note every call.
    var running = new EventLoop(Thread.ofPlatform(), Selector.open(), 1_024, failure -> {});
    Acceptor acceptor =
        new Acceptor(channel, LinkFactory.PLAIN, List.of(running), oneSlot(), listener);
    running.start();

    acceptor.ready();
    await().untilAsserted(() -> verify(listener).acceptFailed(causedBy(error)));
    verify(lost).close();
    acceptor.ready();
    await().untilAsserted(() -> verify(listener).opened(eq(2L), any()));
    running.abandon();
    assertThat(running.awaitEnd(Duration.ofSeconds(5))).isTrue();
    verify(next, never()).write(any(ByteBuffer.class)); // it was not told that the server is full
  }

  private static ServerOptions oneSlot() {
    return ServerOptions.defaults().toBuilder().maximumConnections(1).build();
  }

  private static Exception causedBy(Throwable cause) {
    return argThat(exception -> cause.equals(exception.getCause()));
  }

  @Test
  void stops_once() throws IOException {
    Acceptor acceptor = acceptor();
    acceptor.failed(new IOException("Too many open files"));

    acceptor.stop();
    when(key.isValid()).thenReturn(false);
    acceptor.cut();

    verify(channel, times(1)).close();
    assertThat(loop.timers().untilNext(0)).isEqualTo(Long.MAX_VALUE);
  }
}
