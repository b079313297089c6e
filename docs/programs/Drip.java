// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/timeouts.md.

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client that waits for one second at most, it thinks, and a reply that comes byte by byte. */
public class Drip {

  private static final int TIMEOUT = 1000; // ms
  private static final int LENGTH = 11;

  public static void main(String[] args) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerSlowly(listener));
      ask(listener, false);
      Thread.startVirtualThread(() -> answerSlowly(listener));
      ask(listener, true);
    }
  }

  private static void ask(ServerSocket listener, boolean deadline) throws IOException {
    System.out.println(deadline ? "a deadline of 1 s:" : "a timeout of 1 s:");
    long start = System.nanoTime();
    int count = 0;
    try (Socket server = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      InputStream in = server.getInputStream();
      server.setSoTimeout(TIMEOUT);
      while (count < LENGTH) {
        if (deadline) {
          server.setSoTimeout(remaining(start));
        }
        int read = in.read(new byte[LENGTH - count]); // blocks
        if (read < 0) {
          throw new EOFException("the reply ended after " + count + " bytes");
        }
        count += read;
      }
      System.out.println("  a whole reply, after more than 1 s: " + (remaining(start) <= 1));
    } catch (SocketTimeoutException e) {
      System.out.println("  " + e.getMessage() + ", with some of the reply: " + (count > 0));
    }
  }

  /** What is left of the timeout, in ms. Not 0: that would be for ever. */
  private static int remaining(long start) {
    long passed = Duration.ofNanos(System.nanoTime() - start).toMillis();
    return (int) Math.max(1, TIMEOUT - passed);
  }

  private static void answerSlowly(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      for (int count = 0; count < LENGTH; count++) {
        TimeUnit.MILLISECONDS.sleep(110);
        client.getOutputStream().write(count);
      }
    } catch (IOException | InterruptedException e) {
      // The client has had enough.
    }
  }
}
