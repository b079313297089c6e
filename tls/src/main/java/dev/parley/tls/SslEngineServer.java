// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.blocking.JoiningExecutor;
import dev.parley.blocking.Threads;
import dev.parley.nio.LinkFactory;
import dev.parley.nio.SelectorServer;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server of module {@code nio} with TLS between its connections and their channels, and a few
 * threads more: the loops hand them what takes milliseconds, so that no client waits for another's
 * handshake.
 */
final class SslEngineServer implements Server {

  private final SelectorServer server;
  private final ExecutorService tasks;

  /** Makes a server that is not started. */
  SslEngineServer(ServerOptions options, ServerListener listener, TlsContext tls) {
    int processors = Runtime.getRuntime().availableProcessors();
    tasks =
        new JoiningExecutor(
            Thread.ofPlatform().name("handshake-", 1).factory(),
            threads -> Executors.newFixedThreadPool(processors, threads));
    server = new SelectorServer(options, listener, processors, links(tls));
  }

  private LinkFactory links(TlsContext tls) {
    var loops = ThreadLocal.withInitial(Buffers::new);
    return (channel, goOn) -> {
      Buffers buffers = loops.get();
      var engine = new TlsEngine(tls.serverEngine());
      var link = new TlsLink(channel, engine, buffers, tasks, goOn);
      return new AlertLink(link, channel, buffers.received, goOn);
    };
  }

  @Override
  public void start() throws IOException {
    server.start();
  }

  @Override
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
    Threads.awaitEnd(tasks);
  }
}
