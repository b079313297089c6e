// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves all clients on the threads of one channel group, one for each processor. Nobody waits: an
 * operation is begun, and a thread of the group goes on when it is done.
 */
final class AsynchronousServer implements Server {

  /** How long to leave a failing accept alone: a full table of files takes a while to empty. */
  private static final long BACK_OFF_MILLIS = 100;

  /** How many clients are told at the same time that the server is full (rule R8.2). */
  private static final int MOST_REFUSALS = 64;

  private final ServerOptions options;
  private final ServerListener listener;
  private final AsynchronousChannelProvider channels;
  private final Threads threads = new Threads("async");
  private final Threads timerThreads = new Threads("timer");
  private final Timers timers = new Timers(timerThreads);
  private final Connections connections;
  private final Semaphore slots;
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS);
  private volatile @Nullable InetSocketAddress address;
  private @Nullable AsynchronousChannelGroup group;
  private @Nullable AsynchronousServerSocketChannel acceptor;
  private boolean closed;

  /**
   * Makes a server that is not started.
   *
   * @param channels makes the channel group and the listening channel
   */
  AsynchronousServer(
      ServerOptions options, ServerListener listener, AsynchronousChannelProvider channels) {
    this.options = options;
    this.listener = listener;
    this.channels = channels;
    this.connections = new Connections(options, listener, timers);
    int limit = options.maximumConnections();
    this.slots = new Semaphore(limit == 0 ? Integer.MAX_VALUE : limit);
  }

  @Override
  public synchronized void start() throws IOException {
    if (acceptor != null || closed) {
      throw new IllegalStateException("a server starts once");
    }
    AsynchronousChannelGroup own =
        channels.openAsynchronousChannelGroup(Runtime.getRuntime().availableProcessors(), threads);
    try {
      AsynchronousServerSocketChannel bound = bind(own);
      address = (InetSocketAddress) bound.getLocalAddress();
      acceptor = bound;
      group = own;
      accept(bound);
    } catch (IOException e) {
      end(own); // and the channel with it
      throw e;
    }
  }

  private AsynchronousServerSocketChannel bind(AsynchronousChannelGroup own) throws IOException {
    AsynchronousServerSocketChannel channel = channels.openAsynchronousServerSocketChannel(own);
    try {
      channel.setOption(SO_REUSEADDR, options.reuseAddress());
      if (options.receiveBuffer() > 0) {
        channel.setOption(SO_RCVBUF, options.receiveBuffer());
      }
      channel.bind(options.address(), options.backlog());
      return channel;
    } catch (UnresolvedAddressException e) {
      throw Endpoint.cannotBind(options.address(), new UnknownHostException("no such host"));
    } catch (IOException e) {
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

  private void accept(AsynchronousServerSocketChannel bound) {
    bound.accept(bound, new Acceptance());
  }

  private void admit(AsynchronousSocketChannel channel) {
    if (slots.tryAcquire()) {
      connections.open(channel, slots::release).run();
    } else if (refusals.tryAcquire()) {
      connections.open(channel, refusals::release).refuse();
    } else {
      connections.open(channel, () -> {}).drop();
    }
  }

  @Override
  public synchronized void close() {
    AsynchronousServerSocketChannel bound = acceptor;
    AsynchronousChannelGroup own = group;
    if (bound == null || own == null || closed) {
      closed = true;
      return;
    }
    closed = true;
    try {
      bound.close();
    } catch (IOException e) {
      listener.acceptFailed(e);
    }
    connections.drain();
    timers.end();
    timerThreads.awaitEnd();
    end(own);
  }

  private void end(AsynchronousChannelGroup own) {
    try {
      own.shutdownNow();
    } catch (IOException e) {
      listener.acceptFailed(e);
    }
    threads.awaitEnd();
  }

  /** One accept is under way at a time: the next begins when this one's client is admitted. */
  private final class Acceptance
      implements CompletionHandler<AsynchronousSocketChannel, AsynchronousServerSocketChannel> {

    @Override
    public void completed(
        AsynchronousSocketChannel channel, AsynchronousServerSocketChannel bound) {
      try {
        admit(channel);
      } finally {
        accept(bound);
      }
    }

    @Override
    public void failed(Throwable failure, AsynchronousServerSocketChannel bound) {
      if (!bound.isOpen()) {
        return;
      }
      try {
        listener.acceptFailed(failure instanceof IOException e ? e : new IOException(failure));
      } finally {
        long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MILLIS);
        var _ = timers.at(later, () -> accept(bound));
      }
    }
  }
}
