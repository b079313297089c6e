// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/nio.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A loop that never takes a key out of the set of selected ones. */
public class ForgottenKey {

  public static void main(String[] args) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      try (SocketChannel first = SocketChannel.open(server.getLocalAddress())) {
        turn(selector, server); // somebody is there
        first.write(ByteBuffer.allocate(1));
        turn(selector, server); // that was a byte, not a client
      }
    }
  }

  private static void turn(Selector selector, ServerSocketChannel server) throws IOException {
    selector.select(1000);
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isAcceptable()) {
        SocketChannel client = server.accept();
        System.out.println(client == null ? "accept returns null" : "accept returns a client");
        if (client != null) {
          client.configureBlocking(false);
          client.register(selector, SelectionKey.OP_READ);
        }
      }
    }
  }
}
