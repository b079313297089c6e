// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/nio.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;

/** A channel that is closed, and a port that is not free. */
public class StickyPort {

  public static void main(String[] args) throws IOException {
    try (Selector selector = Selector.open()) {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketAddress address = server.getLocalAddress();
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      server.close();
      System.out.println("closed: " + bind(address));
      selector.selectNow();
      System.out.println("closed, and one select later: " + bind(address));
    }
  }

  private static String bind(SocketAddress address) {
    try (ServerSocketChannel next = ServerSocketChannel.open()) {
      next.bind(address);
      return "the port is free";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
