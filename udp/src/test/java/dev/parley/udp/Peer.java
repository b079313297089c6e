// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that does with each datagram what it is told to, for clients to meet. */
final class Peer implements AutoCloseable {

  final Queue<byte[]> requests = new ConcurrentLinkedQueue<>();
  private final DatagramSocket socket;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  private Peer(DatagramSocket socket, Script script) {
    this.socket = socket;
    thread.execute(() -> play(script));
  }

  static Peer that(Script script) throws IOException {
    return new Peer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), script);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void play(Script script) {
    byte[] buffer = new byte[65_536];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    try {
      while (true) {
        packet.setLength(buffer.length);
        socket.receive(packet);
        byte[] request = Arrays.copyOf(buffer, packet.getLength());
        requests.add(request);
        SocketAddress client = packet.getSocketAddress();
        script.receive(
            request, reply -> socket.send(new DatagramPacket(reply, reply.length, client)));
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns the reply to a request. */
  static byte[] reply(byte[] request) {
    byte[] reply = request.clone();
    reply[4] |= (byte) 0x80;
    return reply;
  }

  @Override
  public void close() {
    socket.close();
    thread.close();
  }

  interface Script {
    void receive(byte[] request, Sender client) throws IOException;
  }

  interface Sender {
    void send(byte[] datagram) throws IOException;
  }
}
