// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Finds out whether anybody answers datagrams: nothing else than an answer tells. */
final class Knock {

  private static final Duration BEFORE_THE_NEXT = Duration.ofMillis(500);

  private Knock() {}

  /**
   * Sends the smallest ECHO until it is answered, by whatever.
   *
   * @throws ConnectException if the system tells that nobody is there
   * @throws SocketTimeoutException if no answer comes in time
   */
  static void at(InetSocketAddress server, Duration limit) throws IOException {
    byte[] echo = WireFrame.echo(0, new byte[0]).bytes();
    try (var socket = new DatagramSocket()) {
      // Connected, or the system would not tell.
      socket.connect(server);
      socket.setSoTimeout((int) BEFORE_THE_NEXT.toMillis());
      for (Duration left = limit; left.isPositive(); left = left.minus(BEFORE_THE_NEXT)) {
        socket.send(new DatagramPacket(echo, echo.length));
        if (isAnswered(socket)) {
          return;
        }
      }
    } catch (PortUnreachableException e) {
      throw Endpoint.cannotConnect(server, "the port is unreachable, connection refused");
    }
    throw Endpoint.timedOut(server, "reply to an ECHO", limit);
  }

  private static boolean isAnswered(DatagramSocket socket) throws IOException {
    try {
      socket.receive(new DatagramPacket(new byte[64], 64));
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
