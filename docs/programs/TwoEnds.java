// SPDX-License-Identifier: Apache-2.0
// See docs/sockets.md.

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;

/** One listener, two connections: five sockets, and the addresses of each. */
public class TwoEnds {

  public static void main(String[] args) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket first = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket second = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      System.out.println("the listener:                " + text(listener.getLocalSocketAddress()));
      tell("the first client's end", first);
      tell("the second client's end", second);
      first.getOutputStream().write("early".getBytes(US_ASCII));
      System.out.println("nobody has called accept, and the first client has sent 5 bytes");
      try (Socket accepted = listener.accept();
          Socket next = listener.accept()) {
        tell("the other end of the first", accepted);
        tell("the other end of the second", next);
        String word = new String(accepted.getInputStream().readNBytes(5), US_ASCII);
        System.out.println("there lay already: " + word);
        System.out.println(
            "one port for all of them: "
                + (accepted.getLocalPort() == listener.getLocalPort()
                    && next.getLocalPort() == listener.getLocalPort()));
      }
    }
  }

  private static void tell(String whose, Socket socket) {
    System.out.printf(
        "%-28s %s to %s%n",
        whose + ":", text(socket.getLocalSocketAddress()), text(socket.getRemoteSocketAddress()));
  }

  /** Without the name that an address may have been looked up by. */
  private static String text(SocketAddress address) {
    return address.toString().replaceFirst(".*/", "");
  }
}
