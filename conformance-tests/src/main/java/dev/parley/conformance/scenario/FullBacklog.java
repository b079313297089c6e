// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.verdict.NotApplicable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener that accepts nobody, and whose backlog is full: whoever connects has to wait. */
final class FullBacklog implements AutoCloseable {

  private static final int SMALLEST_BACKLOG = 1;
  private static final int MOST_CONNECTS = 20;
  private static final Duration ON_LOOPBACK = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final List<SocketChannel> waiting = new ArrayList<>();

  private FullBacklog(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * Fills a backlog.
   *
   * @throws NotApplicable if the system refuses whom the backlog has no room for, or has no end of
   *     room
   */
  static FullBacklog fill() throws IOException {
    var full =
        new FullBacklog(new ServerSocket(0, SMALLEST_BACKLOG, InetAddress.getLoopbackAddress()));
    try {
      for (int i = 0; i < MOST_CONNECTS; i++) {
        if (!full.connectsOneMore()) {
          return full;
        }
      }
    } catch (IOException e) {
      full.close();
      throw new NotApplicable("this system lets nobody wait behind a full backlog: " + e);
    }
    full.close();
    throw new NotApplicable("this system's backlog is never full");
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private boolean connectsOneMore() throws IOException {
    SocketChannel channel = SocketChannel.open();
    waiting.add(channel);
    channel.configureBlocking(false);
    channel.connect(address());
    long deadline = System.nanoTime() + ON_LOOPBACK.toNanos();
    while (!channel.finishConnect()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Pause.of(Duration.ofMillis(5));
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : waiting) {
      channel.close();
    }
    listener.close();
  }
}
