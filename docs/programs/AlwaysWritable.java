// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/nio.md.

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** What a loop costs in 300 ms in which nobody says a word. */
public class AlwaysWritable {

  private static final long MILLIS = 300;

  public static void main(String[] args) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open();
        SocketChannel peer = SocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer.connect(server.getLocalAddress());
      try (SocketChannel channel = server.accept()) {
        channel.configureBlocking(false);
        measure("OP_READ", channel, SelectionKey.OP_READ);
        measure("OP_READ and OP_WRITE", channel, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        peer.shutdownOutput();
        measure("OP_READ, and the end is not heard", channel, SelectionKey.OP_READ);
        Thread.currentThread().interrupt();
        measure("nothing, and an interrupt", channel, 0);
      }
    }
  }

  private static void measure(String what, SocketChannel channel, int interest)
      throws IOException {
    int turns = 0;
    long busy = processorNanos();
    try (Selector selector = Selector.open()) {
      channel.register(selector, interest);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
      while (System.nanoTime() < end) {
        selector.select(key -> read(channel), MILLIS);
        turns++;
      }
    }
    busy = processorNanos() - busy;
    System.out.printf(
        "%s: %s turns, %d ms of processor time%n",
        what, turns > 1000 ? "more than 1000" : "a few", TimeUnit.NANOSECONDS.toMillis(busy));
  }

  private static void read(SocketChannel channel) {
    try {
      channel.read(ByteBuffer.allocate(4096)); // 0, or -1 for ever
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
