// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/async.md.

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.Future;

/** What a channel says to a second operation while the first one is under way. */
public class TwoAtOnce {

  public static void main(String[] args) throws Exception {
    try (var server = AsynchronousServerSocketChannel.open();
        var peer = AsynchronousSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer.connect(server.getLocalAddress()).get(); // blocks
      try (AsynchronousSocketChannel channel = server.accept().get()) {
        readTwice(channel);
        writeUntilFull(channel);
      }
    }
  }

  private static void readTwice(AsynchronousSocketChannel channel) {
    Future<Integer> first = channel.read(ByteBuffer.allocate(10));
    System.out.println("a read is under way: " + !first.isDone());
    try {
      channel.read(ByteBuffer.allocate(10));
    } catch (IllegalStateException e) {
      System.out.println("a second read: " + e);
    }
  }

  /** Writes are done at once, until the peer, who does not read, is full. */
  private static void writeUntilFull(AsynchronousSocketChannel channel) {
    boolean part = false;
    try {
      while (true) {
        ByteBuffer bytes = ByteBuffer.allocate(16 << 20);
        part |= channel.write(bytes).isDone() && bytes.hasRemaining();
      }
    } catch (IllegalStateException e) {
      System.out.println("a write was done when a part was gone: " + part);
      System.out.println("a write beside one that waits: " + e);
    }
  }
}
