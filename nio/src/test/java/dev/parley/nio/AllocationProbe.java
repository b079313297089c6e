// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import com.sun.management.ThreadMXBean;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Prints how many bytes the loop's thread allocates for a message. */
final class AllocationProbe {

  private static final int CLIENTS = 64;
  private static final int WARM = 200_000;
  private static final int COUNTED = 100_000;

  private AllocationProbe() {}

  /** Serves {@link #CLIENTS} clients, each with one message in flight. */
  public static void main(String... args) throws IOException {
    ServerOptions options =
        ServerOptions.defaults().toBuilder()
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    List<SocketChannel> clients = new ArrayList<>();
    try (SelectorServer server =
        new SelectorServer(options, ServerListener.NONE, 1, LinkFactory.PLAIN)) {
      server.start();
      connect(clients, server.address());
      exchange(clients, WARM);
      long before = allocatedByLoop();
      exchange(clients, COUNTED);
      System.out.println((double) (allocatedByLoop() - before) / COUNTED);
      closeAll(clients);
    }
  }

  /**
   * The JDK's selector looks its keys up by descriptor and boxes the number, which costs 16 bytes
   * above 127. That is not ours to measure, so low ones are set free for the server's sockets.
   */
  private static void connect(List<SocketChannel> clients, InetSocketAddress server)
      throws IOException {
    List<SocketChannel> low = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      low.add(SocketChannel.open());
    }
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(SocketChannel.open());
    }
    closeAll(low);
    for (SocketChannel client : clients) {
      client.connect(server);
    }
  }

  private static void closeAll(List<SocketChannel> channels) throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  private static void exchange(List<SocketChannel> clients, int messages) throws IOException {
    ByteBuffer request = FrameEncoder.frame(FrameType.ECHO, 1, new byte[64]);
    ByteBuffer reply = ByteBuffer.allocate(request.capacity());
    for (int done = 0; done < messages; done += CLIENTS) {
      for (SocketChannel client : clients) {
        client.write(request.clear());
      }
      for (SocketChannel client : clients) {
        reply.clear();
        while (reply.hasRemaining()) {
          client.read(reply);
        }
      }
    }
  }

  private static long allocatedByLoop() {
    Thread loop =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("loop-1"))
            .findAny()
            .orElseThrow();
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(loop.threadId());
  }
}
