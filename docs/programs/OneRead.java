// SPDX-License-Identifier: Apache-2.0

// Wrong on purpose; see docs/blocking.md.

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** The echo server of a hundred tutorials: whatever one read returns is taken for one message. */
public class OneRead {

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PARLEY_PORT", "7700"));
    try (ServerSocket server = new ServerSocket(port)) {
      System.out.println("LISTENING tcp://127.0.0.1:" + server.getLocalPort());
      while (true) {
        try (Socket client = server.accept()) {
          serve(client);
        }
      }
    }
  }

  private static void serve(Socket client) throws IOException {
    byte[] frame = new byte[4096];
    int length;
    while ((length = client.getInputStream().read(frame)) > 0) {
      frame[4] |= 0x80; // what makes an ECHO its reply
      client.getOutputStream().write(frame, 0, length);
    }
  }
}
