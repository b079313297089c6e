// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

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
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/** Prints how many bytes the loop's thread allocates for a message. */
final class AllocationProbe {

  private static final int WARM = 200_000;
  private static final int COUNTED = 100_000;

  private AllocationProbe() {}

  /** Serves as many clients as the argument says, each with one message in flight. */
  public static void main(String... args) throws IOException {
    ServerOptions options =
        ServerOptions.defaults().toBuilder()
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    List<DatagramChannel> clients = new ArrayList<>();
    try (DatagramServer server = new DatagramServer(options, ServerListener.NONE)) {
      server.start();
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        clients.add(DatagramChannel.open().connect(server.address()));
      }
      exchange(clients, WARM);
      long before = allocatedByLoop();
      exchange(clients, COUNTED);
      System.out.println((double) (allocatedByLoop() - before) / COUNTED);
      for (DatagramChannel client : clients) {
        client.close();
      }
    }
  }

  private static void exchange(List<DatagramChannel> clients, int messages) throws IOException {
    ByteBuffer request = FrameEncoder.frame(FrameType.ECHO, 1, new byte[64]);
    ByteBuffer reply = ByteBuffer.allocate(request.capacity());
    for (int done = 0; done < messages; done += clients.size()) {
      for (DatagramChannel client : clients) {
        client.write(request.clear());
      }
      for (DatagramChannel client : clients) {
        client.read(reply.clear());
      }
    }
  }

  private static long allocatedByLoop() {
    Thread loop =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("datagrams"))
            .findAny()
            .orElseThrow();
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(loop.threadId());
  }
}
