// SPDX-License-Identifier: Apache-2.0
// See docs/nio.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** What read and write return when they may not wait. */
public class NoWaiting {

  public static void main(String[] args) throws IOException, InterruptedException {
    try (ServerSocketChannel server = ServerSocketChannel.open();
        SocketChannel peer = SocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer.connect(server.getLocalAddress());
      try (SocketChannel channel = server.accept()) {
        channel.configureBlocking(false);
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        System.out.println("nothing has come:   read returns " + channel.read(bytes));
        peer.write(ByteBuffer.allocate(5));
        TimeUnit.MILLISECONDS.sleep(50);
        System.out.println("five bytes came:    read returns " + channel.read(bytes));
        fill(channel);
        peer.shutdownOutput();
        TimeUnit.MILLISECONDS.sleep(50);
        System.out.println("the peer has ended: read returns " + channel.read(bytes));
        System.out.println("and once more:      read returns " + channel.read(bytes));
      }
    }
  }

  private static void fill(SocketChannel channel) throws IOException {
    ByteBuffer reply = ByteBuffer.allocate(64 << 20);
    int first = channel.write(reply);
    System.out.println("64 MiB to write:    write takes all of it? " + !reply.hasRemaining());
    System.out.println("                    write takes some of it? " + (first > 0));
    int last = first;
    while (last > 0) {
      last = channel.write(reply);
    }
    System.out.println("the socket is full: write returns " + last);
  }
}
