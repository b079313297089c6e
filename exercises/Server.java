// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A server that can be started and asked, and says nothing. docs/exercises.md makes it one of
/// Parley/1. It needs no build: `java exercises/Server.java`.
final class Server {

  static void serve(Socket client) throws IOException {
    // Step 1 begins here.
  }

  public static void main(String[] arguments) throws IOException {
    InetAddress host = InetAddress.getByName(option("PARLEY_HOST", "127.0.0.1"));
    int port = Integer.parseInt(option("PARLEY_PORT", "7700"));
    try (ServerSocket listener = new ServerSocket()) {
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(host, port), 1024);
      String name = host.getHostAddress();
      System.out.printf(
          "LISTENING tcp://%s:%d%n",
          name.contains(":") ? "[" + name + "]" : name, listener.getLocalPort());
      System.out.flush();
      while (true) { // until SIGTERM, which ends a JVM where it stands
        Socket client = listener.accept();
        try (client) {
          serve(client);
        } catch (IOException failure) { // this client's, and no other's
          System.err.println(failure);
        }
      }
    }
  }

  static String option(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
