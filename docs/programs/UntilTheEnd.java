// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/sockets.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Reads all that the client has to say, and answers then. */
public class UntilTheEnd {

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PARLEY_PORT", "7700"));
    try (ServerSocket listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      System.out.println("LISTENING tcp://127.0.0.1:" + listener.getLocalPort());
      while (true) {
        try (Socket client = listener.accept()) {
          byte[] question = client.getInputStream().readAllBytes();
          client.getOutputStream().write(answer(question));
        } catch (IOException e) {
          System.err.println(e);
        }
      }
    }
  }

  /** Turns each request into its reply: one bit of its type. */
  private static byte[] answer(byte[] frames) {
    ByteBuffer bytes = ByteBuffer.wrap(frames);
    for (int at = 0; at + 9 <= frames.length; at += 9 + bytes.getInt(at)) {
      frames[at + 4] |= (byte) 0x80;
    }
    return frames;
  }
}
