// SPDX-License-Identifier: Apache-2.0
// See docs/options.md.

import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** What the system makes of the sizes that it is asked for, and how much a write can take. */
public class Granted {

  private static final int KIB = 1024;

  public static void main(String[] args) throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      for (int size : new int[] {10 * KIB, 1 << 30}) {
        int granted = channel.setOption(SO_RCVBUF, size).getOption(SO_RCVBUF);
        System.out.printf("SO_RCVBUF, asked for %d KiB: %s%n", size / KIB, compare(granted, size));
      }
      System.out.println("SO_KEEPALIVE is on: " + channel.getOption(SO_KEEPALIVE));
      System.out.printf(
          "if it were: after %d s of silence, each %d s, %d probes%n",
          channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE),
          channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL),
          channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT));
    }
    System.out.println("nobody reads, buffers of 8 KiB: " + taken(8 * KIB));
    System.out.println("nobody reads, the system's own: " + taken(0));
  }

  private static String compare(int granted, int asked) {
    return granted == asked ? "as asked" : granted > asked ? "more" : "less";
  }

  /** Writes to a peer that does not read until the system takes no more. */
  private static String taken(int buffers) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open();
        SocketChannel writer = SocketChannel.open()) {
      if (buffers > 0) {
        listener.setOption(SO_RCVBUF, buffers); // before the bind: inherited by who is accepted
        writer.setOption(SO_SNDBUF, buffers);
      }
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      writer.connect(listener.getLocalAddress());
      writer.configureBlocking(false);
      long sum = 0;
      int count = 1;
      while (count > 0) {
        count = writer.write(ByteBuffer.allocate(64 * KIB));
        sum += count;
      }
      return sum > KIB * KIB
          ? "writes take more than a mebibyte"
          : sum < 128 * KIB ? "writes take less than 128 KiB" : "writes take some more";
    }
  }
}
