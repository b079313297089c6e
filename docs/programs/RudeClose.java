// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/options.md.

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Writes, closes, and leaves the rest to the system: what arrives at a reader who is late? */
public class RudeClose {

  private static final int SIZE = 96 * 1024; // fits into the buffers on the way

  public static void main(String[] args) throws IOException {
    System.out.println("a close:                   " + transfer(false));
    System.out.println("a close, SO_LINGER 0:      " + transfer(true));
  }

  private static String transfer(boolean rude) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket reader = new Socket()) {
      reader.setReceiveBufferSize(16 * 1024); // so that most of it waits at the sender
      reader.connect(listener.getLocalSocketAddress());
      try (Socket writer = listener.accept()) {
        writer.setSendBufferSize(2 * SIZE);
        if (rude) {
          writer.setSoLinger(true, 0);
        }
        writer.getOutputStream().write(new byte[SIZE]);
      }
      return "all was written; " + read(reader.getInputStream());
    }
  }

  private static String read(InputStream in) {
    int sum = 0;
    try {
      int count = in.read(new byte[4096]);
      while (count >= 0) {
        sum += count;
        count = in.read(new byte[4096]);
      }
      return (sum == SIZE ? "all" : "a part") + " was read, then the end";
    } catch (IOException e) {
      return (sum == SIZE ? "all" : "a part") + " was read, then " + e.getMessage();
    }
  }
}
