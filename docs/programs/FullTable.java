// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/nio.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Accepts until there are no more files, and then tries again. To be run under a low limit. */
public class FullTable {

  private static final List<SocketChannel> OPEN = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      fill(server);
      int failed = 0;
      String message = "";
      while (failed < 1000) {
        selector.selectedKeys().clear();
        selector.select(); // does not wait: somebody is there to be accepted
        try {
          OPEN.add(server.accept());
        } catch (IOException e) {
          message = e.getMessage();
          failed++;
        }
      }
      System.out.println("accept failed 1000 times: " + message);
    }
  }

  /** Connects until the last descriptor is a client's own, with nobody to serve the other end. */
  private static void fill(ServerSocketChannel server) throws IOException {
    try {
      while (true) {
        OPEN.add(SocketChannel.open(server.getLocalAddress()));
      }
    } catch (IOException e) {
      System.out.println("a client more: " + e.getMessage());
    }
  }
}
