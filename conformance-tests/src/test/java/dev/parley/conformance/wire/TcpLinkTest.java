// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.when;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;

class TcpLinkTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final InetSocketAddress SOMEWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  @Test
  void tellsThatThePeerRefuses() throws IOException {
    InetSocketAddress nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    assertThatThrownBy(() -> TcpLink.connect(nobody, 0, LIMIT))
        .isInstanceOf(ConnectException.class);
  }

  /** A kernel connects a socket to itself once in many thousand attempts: not on demand. */
  @Test
  void refusesAConnectionToItself() {
    try (MockedConstruction<Socket> _ =
        mockConstruction(
            Socket.class,
            (socket, _) -> {
              when(socket.getLocalSocketAddress()).thenReturn(SOMEWHERE);
              when(socket.getRemoteSocketAddress()).thenReturn(SOMEWHERE);
            })) {
      assertThatThrownBy(() -> TcpLink.connect(SOMEWHERE, 0, LIMIT))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("connected to itself");
    }
  }

  @Test
  void doesNotBlameThePeerForAMachineWithoutSockets() {
    try (MockedConstruction<Socket> _ =
        mockConstruction(
            Socket.class,
            (socket, _) ->
                doThrow(new SocketException("Too many open files"))
                    .when(socket)
                    .setTcpNoDelay(true))) {
      assertThatThrownBy(() -> TcpLink.connect(SOMEWHERE, 0, LIMIT))
          .isInstanceOf(HarnessFault.class)
          .hasMessageContaining("Too many open files");
    }
  }

  @Test
  void doesNotBlameThePeerForAMachineWithoutPorts() {
    assertThatThrownBy(() -> connectFailingWith("Cannot assign requested address"))
        .isInstanceOf(HarnessFault.class)
        .hasMessageContaining("no port left");
  }

  /** A kernel does so while the listener is being closed: not on demand. */
  @Test
  void blamesThePeerForAResetDuringTheConnect() {
    assertThatThrownBy(() -> connectFailingWith("Connection reset by peer"))
        .isInstanceOf(SocketException.class);
  }

  private static void connectFailingWith(String message) throws IOException {
    try (MockedConstruction<Socket> _ =
        mockConstruction(
            Socket.class,
            (socket, _) ->
                doThrow(new SocketException(message)).when(socket).connect(any(), anyInt()))) {
      TcpLink.connect(SOMEWHERE, 0, LIMIT);
    }
  }
}
