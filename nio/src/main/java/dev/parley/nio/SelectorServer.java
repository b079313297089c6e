// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves all clients on a few threads: event loops, one for each processor. */
public final class SelectorServer implements Server {

  /**
   * What a loop reads at most at once, in bytes: enough for a burst of requests and for a whole
   * frame of 64 KiB with more behind it.
   */
  private static final int BUFFER_SIZE = 256 * 1024;

  /** How long connections that were cut may take to be gone. */
  private static final Duration CUT_TIME = Duration.ofMillis(500);

  private final ServerOptions options;
  private final ServerListener listener;
  private final int loopCount;
  private final LinkFactory links;
  private final List<EventLoop> loops = new ArrayList<>();
  private volatile @Nullable InetSocketAddress address;
  private @Nullable Acceptor acceptor;
  private boolean closed;

  /** Makes a server that is not started. */
  public SelectorServer(
      ServerOptions options, ServerListener listener, int loopCount, LinkFactory links) {
    this.options = options;
    this.listener = listener;
    this.loopCount = loopCount;
    this.links = links;
  }

  @Override
  public synchronized void start() throws IOException {
    if (address != null || closed) {
      throw new IllegalStateException("a server starts once");
    }
    ServerSocketChannel channel = bind();
    try {
      Thread.Builder thread = Thread.ofPlatform().name("loop-", 1);
      while (loops.size() < loopCount) {
        loops.add(new EventLoop(thread, Selector.open(), BUFFER_SIZE, this::failed));
      }
      acceptor = new Acceptor(channel, links, loops, options, listener);
      address = (InetSocketAddress) channel.getLocalAddress();
      loops.forEach(EventLoop::start);
    } catch (IOException | RuntimeException | Error e) {
      loops.forEach(EventLoop::abandon);
      channel.close();
      throw e;
    }
  }

  private ServerSocketChannel bind() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, options.reuseAddress());
      if (options.receiveBuffer() > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBuffer());
      }
      return channel.bind(options.address(), options.backlog());
    } catch (IOException | UnresolvedAddressException e) {
      channel.close();
      throw Endpoint.cannotBind(options.address(), e);
    }
  }

  @Override
  public InetSocketAddress address() {
    InetSocketAddress bound = address;
    if (bound == null) {
      throw new IllegalStateException("the server is not started");
    }
    return bound;
  }

  /** The loops go on whatever fails, the listener's own part included. */
  private void failed(Throwable failure) {
    try {
      listener.acceptFailed(new IOException("an event loop failed", failure));
    } catch (RuntimeException e) {
      // There is nobody left to be told.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    stopAccepting(options.drainTimeout().isZero() ? EventLoop::cut : EventLoop::stop);
    awaitEnd(options.drainTimeout());
    loops.forEach(EventLoop::cut);
    awaitEnd(CUT_TIME);
  }

  /** What the first loop has accepted is handed over before the other loops hear of the end. */
  private void stopAccepting(Consumer<EventLoop> then) {
    Acceptor first = acceptor;
    if (first != null) {
      loops
          .getFirst()
          .execute(() -> {
            first.stop();
            loops.forEach(then);
          });
    }
  }

  private void awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (EventLoop loop : loops) {
        loop.awaitEnd(Duration.ofNanos(deadline - System.nanoTime())); // blocks
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
