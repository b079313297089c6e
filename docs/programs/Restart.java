// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/ports.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;

/** A server that serves one client and ends, and is started again at once. */
public class Restart {

  private static boolean reuseAddress;

  public static void main(String[] args) throws IOException {
    reuseAddress = List.of(args).contains("reuse");
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = start(new InetSocketAddress(here, 0));
        Socket client = new Socket(here, server.getLocalPort())) {
      System.out.println("the first start:  it listens");
      server.accept().close();
      System.out.println("a client was served; it reads " + client.getInputStream().read());
      client.close();
      server.close();
      System.out.println("the server has closed all that it had");
      try (ServerSocket again = start(server.getLocalSocketAddress())) {
        System.out.println("the second start: it listens");
      } catch (IOException e) {
        System.out.println("the second start: " + e.getMessage());
      }
    }
  }

  private static ServerSocket start(SocketAddress address) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(reuseAddress); // Java's own choice is true, but not on all systems
    server.bind(address);
    return server;
  }
}
