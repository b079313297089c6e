// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.parley.protocol.Client;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.Server;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How clients are accepted, refused, and let in again; and a listening channel with faults. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AcceptanceTest extends ServerCase {

  @Test
  void goes_on_after_failed_accepts_without_spinning() throws Exception {
    var failures = new AtomicInteger();
    var provider =
        listening((real, fake) ->
            doAnswer(
                    accept -> {
                      if (failures.getAndIncrement() < 3) {
                        CompletionHandler<?, Object> handler = accept.getArgument(1);
                        handler.failed(
                            new SocketException("Too many open files"), accept.getArgument(0));
                      } else {
                        real.accept(accept.getArgument(0), accept.getArgument(1));
                      }
                      return null;
                    })
                .when(fake)
                .accept(any(), any()));
    long start = System.nanoTime();
    try (Server server = new AsynchronousServer(OPTIONS, recorder, provider)) {
      server.start();
      try (Client client = client(server)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    assertThat(recorder.events.stream().filter("accept failed Too many open files"::equals))
        .hasSize(3);
  }

  @Test
  void a_close_that_fails_still_ends_everything() throws Exception {
    var provider =
        listening((real, fake) ->
            doAnswer(
                    close -> {
                      real.close();
                      throw new IOException("no close");
                    })
                .when(fake)
                .close());
    Server server = new AsynchronousServer(OPTIONS, recorder, provider);
    server.start();
    server.close();
    assertThat(recorder.events).containsExactly("accept failed no close");
  }

  @Test
  void tells_sixty_four_at_once_that_it_is_busy_and_just_closes_the_rest() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (Server server = start(OPTIONS.toBuilder().maximumConnections(1).build());
        Client only = client(server)) {
      only.echo(HI);
      long start = System.nanoTime();
      for (int i = 0; i < 80; i++) {
        sockets.add(socket(server));
      }
      int told = 0;
      for (Socket socket : sockets) {
        told += readToTheEnd(socket) > 0 ? 1 : 0;
      }
      // The end of each lasts 500 ms at least (rule R7.3), and then the next one may be told.
      long waits = Duration.ofNanos(System.nanoTime() - start).toMillis() / 500;
      assertThat((long) told).isBetween(64L, 64 * (1 + waits));
      assertThat(only.echo(HI)).isEqualTo(HI);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static int readToTheEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (SocketException e) {
      return 0; // reset: closed without a word
    }
  }

  @Test
  void a_slot_is_free_again_when_its_client_has_left() throws Exception {
    try (Server server = start(OPTIONS.toBuilder().maximumConnections(1).build())) {
      try (Client first = client(server)) {
        first.echo(HI);
        try (Client second = client(server)) {
          assertThatThrownBy(() -> second.echo(HI))
              .isInstanceOfSatisfying(
                  ErrorReplyException.class, e -> assertThat(e.code()).contains(ErrorCode.BUSY));
        }
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_CLOSED"));
      try (Client third = client(server)) {
        assertThat(third.echo(HI)).isEqualTo(HI);
      }
    }
  }

  private interface Faults {
    void arrange(AsynchronousServerSocketChannel real, AsynchronousServerSocketChannel fake)
        throws IOException;
  }

  /** Returns the system's provider, but with a listening channel that has faults. */
  private static AsynchronousChannelProvider listening(Faults faults) throws IOException {
    var system = AsynchronousChannelProvider.provider();
    var provider = mock(AsynchronousChannelProvider.class, delegatesTo(system));
    doAnswer(
            open -> {
              var real = system.openAsynchronousServerSocketChannel(open.getArgument(0));
              var fake = mock(AsynchronousServerSocketChannel.class, delegatesTo(real));
              faults.arrange(real, fake);
              return fake;
            })
        .when(provider)
        .openAsynchronousServerSocketChannel(any());
    return provider;
  }
}
