// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/options.md.

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** Asks many small questions, each in one write or in two, and takes the time. */
public class SmallWrites {

  private static final int HEADER = 9;
  private static final int PAYLOAD = 2;
  private static final int WARM_UP = 15;
  private static final int MEASURED = 25;

  public static void main(String[] args) throws IOException {
    System.out.println("a header, then two bytes:    " + ask(true, false));
    System.out.println("the same, and TCP_NODELAY:   " + ask(true, true));
    System.out.println("both in one write:           " + ask(false, false));
  }

  private static String ask(boolean twoWrites, boolean noDelay) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      Thread.startVirtualThread(() -> answer(listener));
      client.setTcpNoDelay(noDelay);
      long[] times = new long[MEASURED];
      for (int exchange = -WARM_UP; exchange < MEASURED; exchange++) {
        long start = System.nanoTime();
        exchange(client, twoWrites);
        if (exchange >= 0) {
          times[exchange] = System.nanoTime() - start;
        }
      }
      Arrays.sort(times);
      return text(Duration.ofNanos(times[MEASURED / 2]).toMillis());
    }
  }

  private static void exchange(Socket client, boolean twoWrites) throws IOException {
    byte[] request = new byte[HEADER + PAYLOAD];
    OutputStream out = client.getOutputStream();
    if (twoWrites) {
      out.write(request, 0, HEADER);
      out.write(request, HEADER, PAYLOAD);
    } else {
      out.write(request);
    }
    client.getInputStream().readNBytes(request.length); // blocks
  }

  private static void answer(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] request = new byte[HEADER + PAYLOAD];
      while (true) {
        in.readFully(request); // blocks
        client.getOutputStream().write(request);
      }
    } catch (IOException e) {
      // The client has left.
    }
  }

  private static String text(long millis) {
    if (millis < 20) {
      return "at once";
    }
    return millis >= 30 && millis < 100 ? "about 40 ms each" : "about " + millis + " ms each";
  }
}
