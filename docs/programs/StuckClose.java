// SPDX-License-Identifier: Apache-2.0

// Wrong on purpose; see docs/tls.md.

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** How long it takes to close a connection whose peer does not read: the layer, and its socket. */
public class StuckClose {

  public static void main(String[] args) throws Exception {
    SSLContext tls = HandshakeFirst.context(HandshakeFirst.store());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket peer = tls.getSocketFactory().createSocket("127.0.0.1", server.getLocalPort())) {
      Socket socket = server.accept();
      SSLSocket layer = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
      inThread(((SSLSocket) peer)::startHandshake);
      layer.startHandshake();
      writeUntilStuck(layer.getOutputStream());
      System.out.println("the layer is closed: " + time(layer::close));
      System.out.println("the socket under it is closed: " + time(() -> reset(socket)));
    }
  }

  private static void writeUntilStuck(OutputStream out) throws InterruptedException {
    AtomicLong count = new AtomicLong();
    inThread(() -> {
      while (true) {
        out.write(new byte[16_384]);
        count.incrementAndGet();
      }
    });
    for (long before = -1; before < count.get(); Thread.sleep(300)) {
      before = count.get();
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static String time(Action action) throws InterruptedException {
    return inThread(action).join(Duration.ofSeconds(1)) ? "at once" : "not within 1000 ms";
  }

  private static Thread inThread(Action action) {
    return Thread.ofPlatform().daemon().start(() -> {
      try {
        action.run();
      } catch (IOException e) {
        // The connection is closed: that is what all of this is about.
      }
    });
  }

  private interface Action {
    void run() throws IOException;
  }
}
