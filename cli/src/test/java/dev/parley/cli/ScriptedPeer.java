// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;

/** A server that answers whatever comes first with bytes of the test's choice, then ends. */
final class ScriptedPeer implements AutoCloseable {

  private final ServerSocket listener;

  private ScriptedPeer(String reply) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    byte[] bytes = HexFormat.of().parseHex(reply.replace(" ", ""));
    Thread.startVirtualThread(() -> answer(bytes));
  }

  static ScriptedPeer answering(String hex) throws IOException {
    return new ScriptedPeer(hex);
  }

  String target() {
    return "tcp://127.0.0.1:" + listener.getLocalPort();
  }

  private void answer(byte[] bytes) {
    try (Socket client = listener.accept()) {
      client.getInputStream().read(new byte[1024]);
      client.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
