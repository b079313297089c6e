// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Servers for the tests of their life. */
abstract class ServerCase {

  static final ServerOptions OPTIONS = at(loopback(0));

  final Recorder recorder = new Recorder();

  Server server(ServerOptions options) {
    return new DatagramServer(options, recorder);
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static ServerOptions at(InetSocketAddress address) {
    return ServerOptions.defaults().toBuilder().address(address).build();
  }

  static List<Thread> loops() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("datagrams"))
        .toList();
  }

  static Duration timeOf(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
