// SPDX-License-Identifier: Apache-2.0
// See docs/timeouts.md.

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** The other end has said why, and has left. The first to learn of it is a write. */
public class LastWord {

  public static void main(String[] args) throws IOException, InterruptedException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      try (Socket server = listener.accept()) {
        server.getOutputStream().write("full, come back later".getBytes(US_ASCII));
      }
      try {
        while (true) {
          client.getOutputStream().write(1);
          TimeUnit.MILLISECONDS.sleep(10); // until the answer has come: nobody is here any more
        }
      } catch (IOException e) {
        System.out.println("write: " + e.getMessage());
      }
      byte[] reason = new byte[100];
      int length = client.getInputStream().read(reason);
      System.out.println("read:  " + new String(reason, 0, length, US_ASCII));
    }
  }
}
