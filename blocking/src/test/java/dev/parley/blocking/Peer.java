// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that says what it is told to, for clients to meet: one connection on a thread of its
 * own.
 */
final class Peer implements AutoCloseable {

  private final ServerSocket acceptor;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  private Peer(ServerSocket acceptor, Script script) {
    this.acceptor = acceptor;
    thread.execute(() -> play(script));
  }

  static Peer that(Script script) throws IOException {
    return new Peer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), script);
  }

  /**
   * Reads one request of {@code bytes} bytes, and answers with the bytes written in hexadecimal.
   */
  static Peer answering(int bytes, String hex) throws IOException {
    return that(socket -> {
      socket.getInputStream().readNBytes(bytes);
      socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    });
  }

  InetSocketAddress address() {
    return (InetSocketAddress) acceptor.getLocalSocketAddress();
  }

  private void play(Script script) {
    try (Socket socket = acceptor.accept()) {
      script.play(socket);
    } catch (IOException e) {
      if (!acceptor.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
    Threads.awaitEnd(thread);
  }

  interface Script {
    void play(Socket socket) throws IOException;
  }
}
