// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/timeouts.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** A write to somebody who does not read, and a timeout that is not about writes. */
public class StuckWrite {

  public static void main(String[] args) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket reader = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket writer = listener.accept()) {
      writer.setSoTimeout(200);
      Thread writing = Thread.ofPlatform().start(() -> write(writer));
      boolean done = writing.join(Duration.ofSeconds(1));
      System.out.println("a timeout of 200 ms, and after 1 s the write has ended: " + done);
      writer.close();
      writing.join();
    }
  }

  private static void write(Socket socket) {
    try {
      byte[] bytes = new byte[1 << 20];
      while (true) {
        socket.getOutputStream().write(bytes); // blocks, when all buffers are full
      }
    } catch (IOException e) {
      System.out.println("closed by another thread: " + e.getMessage());
    }
  }
}
