// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/udp.md.

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** The datagram server of a hundred tutorials: whatever comes goes back where it came from. */
public class OneReceive {

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PARLEY_PORT", "7700"));
    try (DatagramSocket server = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      System.out.println("LISTENING udp://127.0.0.1:" + server.getLocalPort());
      byte[] frame = new byte[1024];
      while (true) {
        DatagramPacket packet = new DatagramPacket(frame, frame.length);
        server.receive(packet);
        frame[4] |= 0x80; // what makes an ECHO its reply
        server.send(packet);
      }
    }
  }
}
