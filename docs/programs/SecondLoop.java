// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/nio.md.

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** All clients on one thread. Keeps what is half, and one client's fault is no other's. */
public class SecondLoop {

  private static final int LARGEST_FRAME = 9 + 1048576;

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PARLEY_PORT", "7700"));
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress("127.0.0.1", port));
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      System.out.println("LISTENING tcp://127.0.0.1:" + server.socket().getLocalPort());
      while (true) {
        selector.select(SecondLoop::ready); // waits until a channel is ready
      }
    }
  }

  private static void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept(key);
      } else {
        serve((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
      }
    } catch (IOException e) {
      close(key); // and the others are served
    }
  }

  private static void accept(SelectionKey key) throws IOException {
    SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
    client.configureBlocking(false);
    client.register(key.selector(), SelectionKey.OP_READ, ByteBuffer.allocate(LARGEST_FRAME));
  }

  private static void serve(SocketChannel client, ByteBuffer bytes) throws IOException {
    if (client.read(bytes) < 0) {
      client.close();
      return;
    }
    bytes.flip();
    while (bytes.remaining() >= 9 && bytes.remaining() >= 9 + length(bytes)) {
      answer(client, bytes);
    }
    bytes.compact();
  }

  private static int length(ByteBuffer bytes) {
    return bytes.getInt(bytes.position());
  }

  private static void answer(SocketChannel client, ByteBuffer bytes) throws IOException {
    int start = bytes.position();
    int end = start + 9 + length(bytes);
    byte type = bytes.get(start + 4);
    if (type == 0x02) {
      sleep(bytes.getInt(start + 9));
    }
    bytes.put(start + 4, (byte) (type | 0x80));
    client.write(bytes.duplicate().limit(end));
    bytes.position(end);
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
