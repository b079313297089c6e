// SPDX-License-Identifier: Apache-2.0
// See docs/sockets.md.

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;

/** The same four things done over TCP and over UDP. */
public class StreamOrDatagrams {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final int PATIENCE = 300; // ms, for what never comes

  public static void main(String[] args) throws IOException {
    row("", "TCP", "UDP");
    row("nobody is there", connectToNobody(), sendToNobody());
    try (ServerSocket listener = new ServerSocket(0, 50, HERE);
        Socket client = new Socket(HERE, listener.getLocalPort());
        Socket server = listener.accept();
        DatagramSocket sender = new DatagramSocket(0, HERE);
        DatagramSocket receiver = new DatagramSocket(0, HERE)) {
      client.setTcpNoDelay(true);
      server.setSoTimeout(PATIENCE);
      sender.connect(receiver.getLocalSocketAddress());
      receiver.setSoTimeout(PATIENCE);
      write(client, server, 2, 2);
      send(sender, 2, 2);
      row("two writes of 2 bytes, a read of up to 9", read(server, 9), receive(receiver, 9));
      row("and another read of up to 9", read(server, 9), receive(receiver, 9));
      write(client, server, 4);
      send(sender, 4);
      row("one write of 4 bytes, a read of up to 3", read(server, 3), receive(receiver, 3));
      row("and another read of up to 3", read(server, 3), receive(receiver, 3));
      client.close();
      sender.close();
      row("the other end is closed, a read", read(server, 3), receive(receiver, 3));
    }
  }

  private static void row(String what, String stream, String datagrams) {
    System.out.println("%-42s %-20s %s".formatted(what, stream, datagrams).stripTrailing());
  }

  /** To a port that is taken, so that nobody can come to listen there. */
  private static String connectToNobody() throws IOException {
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(HERE, 0));
      try (Socket socket = new Socket(HERE, bound.getLocalPort())) {
        return "connected to " + socket.getRemoteSocketAddress();
      } catch (ConnectException e) {
        return e.getMessage();
      }
    }
  }

  private static String sendToNobody() throws IOException {
    SocketAddress nobody = new InetSocketAddress(HERE, 9); // the port "discard"
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[2], 2, nobody));
      return "sent";
    }
  }

  /** Writes, and waits until all of it has arrived. */
  private static void write(Socket from, Socket to, int... sizes) throws IOException {
    int sum = 0;
    for (int size : sizes) {
      from.getOutputStream().write(new byte[size]);
      sum += size;
    }
    while (to.getInputStream().available() < sum) {
      Thread.onSpinWait();
    }
  }

  private static String read(Socket socket, int most) throws IOException {
    try {
      int count = socket.getInputStream().read(new byte[most]);
      return count < 0 ? "the end" : bytes(count);
    } catch (SocketTimeoutException e) {
      return "nothing";
    }
  }

  private static void send(DatagramSocket from, int... sizes) throws IOException {
    for (int size : sizes) {
      from.send(new DatagramPacket(new byte[size], size));
    }
  }

  private static String receive(DatagramSocket socket, int most) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[most], most);
    try {
      socket.receive(packet);
      return bytes(packet.getLength());
    } catch (SocketTimeoutException e) {
      return "nothing";
    }
  }

  private static String bytes(int count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }
}
