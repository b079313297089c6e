// SPDX-License-Identifier: Apache-2.0
// See docs/options.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Many clients connect to a server that is busy and accepts nobody yet. */
public class Crowd {

  private static final int CLIENTS = 20;
  private static final int PATIENCE = 500; // ms

  public static void main(String[] args) throws IOException {
    for (int backlog : new int[] {1, 50}) {
      List<Socket> clients = new ArrayList<>();
      try (ServerSocket listener =
          new ServerSocket(0, backlog, InetAddress.getLoopbackAddress())) {
        String last = "";
        while (last.isEmpty() && clients.size() < CLIENTS) {
          Socket client = new Socket();
          try {
            client.connect(listener.getLocalSocketAddress(), PATIENCE);
            clients.add(client);
          } catch (IOException e) {
            client.close();
            last = ", the next one: " + e.getMessage();
          }
        }
        System.out.printf("backlog %2d: %2d are connected%s%n", backlog, clients.size(), last);
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
    }
  }
}
