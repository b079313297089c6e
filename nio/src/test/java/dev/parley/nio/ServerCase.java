// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Servers for the tests of their life. */
abstract class ServerCase {

  static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .build();

  final Recorder recorder = new Recorder();

  Server server(ServerOptions options) {
    return server(options, recorder);
  }

  static Server server(ServerOptions options, ServerListener listener) {
    return new SelectorServer(options, listener, 2, LinkFactory.PLAIN);
  }

  static Set<Thread> loops() {
    Set<Thread> loops = ConcurrentHashMap.newKeySet();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("loop-"))
        .forEach(loops::add);
    return loops;
  }

  static Duration timeOf(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  static ServerOptions at(InetSocketAddress address) {
    return OPTIONS.toBuilder().address(address).build();
  }
}
