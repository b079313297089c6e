// SPDX-License-Identifier: Apache-2.0

package dev.parley.threaded;

import dev.parley.blocking.BlockingClient;
import dev.parley.blocking.JoiningExecutor;
import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** The style {@code pool}: a fixed number of platform threads, made when the server starts. */
public final class PoolStyle implements Style {

  /** More threads than this cost more than they serve; also the number where no limit is set. */
  private static final int MOST_THREADS = 256;

  /** Made by the service loader. */
  public PoolStyle() {}

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public String summary() {
    return "a fixed number of platform threads, made once";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public Set<Trait> traits() {
    return EnumSet.allOf(Trait.class);
  }

  @Override
  public Server server(ServerOptions options, ServerListener listener) {
    int threads = threads(options.maximumConnections());
    return new ThreadedServer(
        options, listener, ServerSocketFactory.getDefault(), threads, () -> pool(threads));
  }

  @Override
  public Client connect(ClientOptions options) throws IOException {
    return BlockingClient.connect(options);
  }

  private static int threads(int limit) {
    return limit == 0 ? MOST_THREADS : Math.min(limit, MOST_THREADS);
  }

  private static ExecutorService pool(int threads) {
    return new JoiningExecutor(
        Thread.ofPlatform().name("connection-", 1).factory(),
        factory -> {
          var pool =
              new ThreadPoolExecutor(
                  threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
          pool.prestartAllCoreThreads();
          return pool;
        });
  }
}
