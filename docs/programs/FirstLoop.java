// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/nio.md.

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** All clients on one thread, as one first writes it. */
public class FirstLoop {

  private static final ByteBuffer BYTES = ByteBuffer.allocate(64 * 1024);

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PARLEY_PORT", "7700"));
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress("127.0.0.1", port));
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      System.out.println("LISTENING tcp://127.0.0.1:" + server.socket().getLocalPort());
      loop(selector, server);
    }
  }

  private static void loop(Selector selector, ServerSocketChannel server) throws IOException {
    while (true) {
      selector.select(); // waits until a channel is ready
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          SocketChannel client = server.accept();
          client.configureBlocking(false);
          client.register(selector, SelectionKey.OP_READ);
        } else {
          serve((SocketChannel) key.channel());
        }
      }
      selector.selectedKeys().clear();
    }
  }

  private static void serve(SocketChannel client) throws IOException {
    if (client.read(BYTES.clear()) < 0) {
      client.close();
      return;
    }
    BYTES.flip();
    while (BYTES.remaining() >= 9 && BYTES.remaining() >= 9 + length()) {
      answer(client);
    }
  }

  private static int length() {
    return BYTES.getInt(BYTES.position());
  }

  private static void answer(SocketChannel client) throws IOException {
    int start = BYTES.position();
    int end = start + 9 + length();
    BYTES.put(start + 4, (byte) (BYTES.get(start + 4) | 0x80)); // what makes an ECHO its reply
    client.write(BYTES.duplicate().limit(end));
    BYTES.position(end);
  }
}
