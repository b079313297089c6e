// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What a style of streams tells its {@link ServerListener}: each connection is opened and closed
 * once, and why. No client sees that, and a program in another language has no listener; so these
 * are no scenarios, and {@code check} has none of them. A class that implements this, or {@link
 * ConcurrentListenerConformance} if its style has a limit of connections, is a JUnit test:
 *
 * <pre>{@code
 * class MyListenerTest implements ConcurrentListenerConformance {
 *   @Override
 *   public Style style() {
 *     return new MyStyle();
 *   }
 * }
 * }</pre>
 */
public interface ListenerConformance {

  /** Returns the style that is judged; it speaks TCP. */
  Style style();

  private ListenedServer listen(UnaryOperator<ServerOptions.Builder> change) throws IOException {
    return new ListenedServer(style(), change);
  }

  @Test
  default void tells_of_a_client_that_leaves() throws Exception {
    try (var server = listen(options -> options)) {
      server.connect().close();

      server.expectClosed(CloseReason.PEER_CLOSED);
    }
  }

  @Test
  default void tells_of_a_client_that_vanishes() throws Exception {
    try (var server = listen(options -> options)) {
      Socket client = server.connect();
      client.setSoLinger(true, 0);
      client.close();

      server.expectClosed(CloseReason.PEER_FAILED);
    }
  }

  @Test
  default void tells_of_a_frame_that_is_too_large() throws Exception {
    try (var server = listen(options -> options.maximumPayload(10))) {
      try (Socket client = server.connect()) {
        client.getOutputStream().write(WireFrame.header(11, WireFrame.ECHO, 1));
        ListenedServer.readToEnd(client);
      }

      server.expectClosed(CloseReason.TOO_LARGE);
    }
  }

  @Test
  default void tells_of_a_client_that_is_silent() throws Exception {
    try (var server = listen(options -> options.idleTimeout(Duration.ofMillis(100)))) {
      try (Socket client = server.connect()) {
        ListenedServer.readToEnd(client);
      }

      server.expectClosed(CloseReason.IDLE_TIMEOUT);
    }
  }

  @Test
  default void tells_of_a_frame_that_is_late() throws Exception {
    try (var server = listen(options -> options.frameTimeout(Duration.ofMillis(100)))) {
      try (Socket client = server.connect()) {
        client.getOutputStream().write(0);
        ListenedServer.readToEnd(client);
      }

      server.expectClosed(CloseReason.FRAME_TIMEOUT);
    }
  }

  @Test
  default void tells_of_a_client_that_does_not_read() throws Exception {
    try (var server =
            listen(options -> options.writeTimeout(Duration.ofMillis(100)).sendBuffer(4_096));
        Socket client = server.connect()) {
      Thread.startVirtualThread(() -> writeUntilItFails(client));

      server.expectClosed(CloseReason.WRITE_TIMEOUT);
    }
  }

  @Test
  default void tells_of_a_stop() throws Exception {
    try (var server = listen(options -> options)) {
      try (Socket client = server.connect()) {
        server.ask(client, WireFrame.echo(1, new byte[1]));
        server.stop();
        ListenedServer.readToEnd(client);
      }

      server.expectClosed(CloseReason.STOPPED);
    }
  }

  @Test
  default void tells_of_a_stop_while_a_reply_is_made() throws Exception {
    try (var server = listen(options -> options)) {
      try (Socket client = server.connect()) {
        server.ask(client, WireFrame.delay(1, 200, new byte[0]));
        server.stop();
        ListenedServer.readToEnd(client);
      }

      server.expectClosed(CloseReason.STOPPED);
    }
  }

  @Test
  default void tells_of_a_client_that_is_cut_at_the_drain_deadline() throws Exception {
    try (var server = listen(options -> options.drainTimeout(Duration.ofMillis(100)));
        Socket client = server.connect()) {
      server.ask(client, WireFrame.delay(1, 10_000, new byte[0]));
      server.stop();

      server.expectClosed(CloseReason.CUT);
    }
  }

  @Test
  default void tells_of_a_client_that_is_cut_at_once() throws Exception {
    try (var server = listen(options -> options.drainTimeout(Duration.ZERO));
        Socket client = server.connect()) {
      server.ask(client, WireFrame.echo(1, new byte[1]));
      server.stop();

      server.expectClosed(CloseReason.CUT);
    }
  }

  @Test
  default void tells_of_a_failure_of_its_own() throws Exception {
    try (var server = listen(options -> options);
        Socket client = server.connect()) {
      server.fail();
      server.ask(client, WireFrame.echo(1, new byte[1]));

      server.expectClosed(CloseReason.INTERNAL);
    }
  }

  private static void writeUntilItFails(Socket socket) {
    byte[] request = WireFrame.bytes(List.of(WireFrame.echo(1, new byte[64 * 1_024])));
    try {
      while (true) {
        socket.getOutputStream().write(request); // blocks
      }
    } catch (IOException e) {
      // The server has cut the connection, as it should.
    }
  }
}
