// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the system grants of the backlog and the buffers that were asked for. Its limits hold for
 * every socket alike, so a socket made and closed for the purpose tells them for the server's.
 */
final class SystemGrants {

  private static final Path LARGEST_BACKLOG = Path.of("/proc/sys/net/core/somaxconn");

  private SystemGrants() {}

  /** Returns one line for a person to read. */
  static String of(ServerOptions options, Transport transport) {
    return transport == Transport.UDP ? ofDatagrams(options) : ofStreams(options);
  }

  private static String ofStreams(ServerOptions options) {
    int receive = options.receiveBuffer();
    int send = options.sendBuffer();
    return "backlog %s, receive buffer %s, send buffer %s"
        .formatted(
            backlog(options.backlog(), LARGEST_BACKLOG),
            buffer(receive, () -> receiveBuffer(receive)),
            buffer(send, () -> sendBuffer(send)));
  }

  private static String ofDatagrams(ServerOptions options) {
    int receive = options.receiveBufferFor(Transport.UDP);
    int send = options.sendBuffer();
    return "receive buffer %s, send buffer %s"
        .formatted(
            buffer(receive, () -> datagramReceiveBuffer(receive)),
            buffer(send, () -> datagramSendBuffer(send)));
  }

  static String backlog(int asked, Path limit) {
    // One read for the whole: the kernel gives these files' text to the first read only.
    try (var text = Files.newBufferedReader(limit)) {
      int largest = Integer.parseInt(String.valueOf(text.readLine()));
      return "%d granted of %d".formatted(Math.min(asked, largest), asked);
    } catch (IOException | NumberFormatException e) {
      return asked + " asked (this system does not tell its limit)";
    }
  }

  private static String buffer(int asked, Probe probe) {
    try {
      return asked == 0
          ? probe.granted() + " bytes by the system's choice"
          : "%d bytes granted of %d".formatted(probe.granted(), asked);
    } catch (IOException e) {
      return "unknown: " + OneLine.of(e);
    }
  }

  private static int receiveBuffer(int asked) throws IOException {
    try (var socket = new ServerSocket()) {
      if (asked > 0) {
        socket.setReceiveBufferSize(asked);
      }
      return socket.getReceiveBufferSize();
    }
  }

  private static int sendBuffer(int asked) throws IOException {
    try (var socket = new Socket()) {
      if (asked > 0) {
        socket.setSendBufferSize(asked);
      }
      return socket.getSendBufferSize();
    }
  }

  private static int datagramReceiveBuffer(int asked) throws IOException {
    try (var socket = new DatagramSocket(null)) {
      if (asked > 0) {
        socket.setReceiveBufferSize(asked);
      }
      return socket.getReceiveBufferSize();
    }
  }

  private static int datagramSendBuffer(int asked) throws IOException {
    try (var socket = new DatagramSocket(null)) {
      if (asked > 0) {
        socket.setSendBufferSize(asked);
      }
      return socket.getSendBufferSize();
    }
  }

  /** Asks the system. */
  private interface Probe {
    int granted() throws IOException;
  }
}
