// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A thread for each connection, or one for all, and at most one mistake. */
final class LifeServer implements Server {

  private static final Duration CUT_TIME = Duration.ofMillis(300);
  private static final int MOST_REFUSALS = 64;

  private static final Queue<Selector> LEFT = new ConcurrentLinkedQueue<>();

  private final ServerOptions options;
  private final LifeFault fault;
  private final boolean concurrent;
  private final Semaphore slots;
  private final Semaphore refusals;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean occupied = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable ServerSocketChannel listener;
  private @Nullable Thread acceptor;
  private volatile boolean stopping;
  private volatile boolean cut;

  LifeServer(ServerOptions options, LifeFault fault, boolean concurrent) {
    this.options = options;
    this.fault = fault;
    this.concurrent = concurrent;
    int limit = fault == LifeFault.NO_LIMIT ? 0 : options.maximumConnections();
    slots = new Semaphore(limit == 0 ? Integer.MAX_VALUE : limit);
    boolean all = fault == LifeFault.TELLS_ALL_THAT_IT_IS_BUSY;
    refusals = new Semaphore(all ? Integer.MAX_VALUE : MOST_REFUSALS);
  }

  @Override
  public void start() throws IOException {
    boolean late = closing.get() && fault != LifeFault.STARTS_AFTER_CLOSE;
    if (late || (listener != null && fault != LifeFault.STARTS_TWICE)) {
      throw new IllegalStateException("a server starts once");
    }
    if (listener != null) {
      return;
    }
    if (fault == LifeFault.FAILED_START_LEAVES_THREAD) {
      spawn(LifeServer::sleepForEver);
    }
    ServerSocketChannel bound = bind();
    listener = bound;
    acceptor = Thread.ofPlatform().daemon().name("life-accept").start(() -> accept(bound));
  }

  private ServerSocketChannel bind() throws IOException {
    boolean v4 = fault == LifeFault.IPV4_ONLY;
    ServerSocketChannel channel =
        v4 ? ServerSocketChannel.open(StandardProtocolFamily.INET) : ServerSocketChannel.open();
    try {
      boolean reuse = fault != LifeFault.NO_REUSE_ADDRESS;
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, reuse);
      if (fault == LifeFault.SHARES_PORT) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      InetSocketAddress address = options.address();
      channel.bind(v4 ? new InetSocketAddress("0.0.0.0", address.getPort()) : address, 1000);
      return channel;
    } catch (IOException e) {
      channel.close();
      boolean silent = fault == LifeFault.BIND_ERROR_WITHOUT_ADDRESS;
      String where =
          options.address().getAddress().getHostAddress() + ":" + options.address().getPort();
      throw new BindException("cannot bind" + (silent ? "" : " " + where));
    }
  }

  @Override
  public InetSocketAddress address() {
    ServerSocketChannel bound = listener;
    if (bound == null) {
      throw new IllegalStateException("not started");
    }
    return new InetSocketAddress(bound.socket().getInetAddress(), bound.socket().getLocalPort());
  }

  // ---- connections

  private void accept(ServerSocketChannel bound) {
    while (bound.isOpen()) {
      try {
        admit(bound.accept());
      } catch (IOException e) {
        // Closed, or the client was gone already.
      }
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    var connection = new LifeConnection(channel, options, fault, this);
    if (!concurrent) {
      serveAlone(connection);
    } else if (slots.tryAcquire()) {
      spawn(() -> serve(connection));
    } else if (hasRoomToRefuse()) {
      refuse(connection);
    } else {
      connection.close();
    }
  }

  private boolean hasRoomToRefuse() {
    if (fault == LifeFault.AWAITS_REFUSALS) {
      refusals.acquireUninterruptibly();
      return true;
    }
    return refusals.tryAcquire();
  }

  private void serveAlone(LifeConnection connection) {
    if (fault != LifeFault.TELLS_WAITING_CLIENTS) {
      run(connection, connection::serve, () -> {});
    } else if (occupied.compareAndSet(false, true)) {
      spawn(() -> run(connection, connection::serve, () -> occupied.set(false)));
    } else {
      spawn(() -> run(connection, connection::refuse, () -> {}));
    }
    if (fault == LifeFault.LATE_FOR_THE_NEXT) {
      pause(2500);
    }
  }

  private void serve(LifeConnection connection) {
    run(
        connection,
        connection::serve,
        () -> {
          if (!connection.hasFreedSlot()) {
            freeSlot();
          }
        });
  }

  private void refuse(LifeConnection connection) {
    if (fault == LifeFault.REFUSAL_FREES_SLOT) {
      freeSlot();
    }
    if (fault == LifeFault.REFUSES_ONE_BY_ONE) {
      run(connection, connection::refuse, refusals::release);
    } else {
      spawn(() -> run(connection, connection::refuse, refusals::release));
    }
  }

  void freeSlot() {
    slots.release();
  }

  private interface Conversation {
    void hold() throws IOException;
  }

  private void run(LifeConnection connection, Conversation conversation, Runnable whenClosed) {
    boolean slotLost = false;
    try {
      conversation.hold();
    } catch (IOException e) {
      slotLost = fault == LifeFault.LOSES_SLOT_AT_RESET;
    }
    try {
      connection.close();
      leaveDescriptors();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    if (!slotLost) {
      whenClosed.run();
    }
  }

  /** More than the servers of earlier tests may still be about to close. */
  private void leaveDescriptors() throws IOException {
    for (int i = 0; fault == LifeFault.LEAVES_DESCRIPTOR && i < 5; i++) {
      LEFT.add(Selector.open());
    }
  }

  private void spawn(Runnable task) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("life")
            .unstarted(() -> {
              task.run();
              threads.remove(Thread.currentThread());
            });
    threads.add(thread);
    thread.start();
  }

  // ---- stopping

  boolean stopping() {
    return stopping;
  }

  void requireNotCut() throws IOException {
    if (cut) {
      throw new IOException("cut");
    }
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      cut |= fault == LifeFault.SECOND_CLOSE_CUTS;
      if (fault != LifeFault.SECOND_CLOSE_RETURNS_AT_ONCE) {
        await(closed);
      }
      return;
    }
    try {
      stop();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      closed.countDown();
    }
  }

  private void stop() throws IOException {
    ServerSocketChannel bound = listener;
    if (bound == null) {
      return;
    }
    if (fault == LifeFault.LISTENS_ON) {
      return;
    }
    if (fault != LifeFault.STOP_RELEASES_PORT_LAST) {
      bound.close();
    }
    stopping = true;
    if (fault == LifeFault.LEAVES_THREAD) {
      spawn(LifeServer::sleepForEver);
    }
    Duration drain = options.drainTimeout();
    join(fault == LifeFault.STOP_CUTS_EARLY ? Duration.ZERO : drain);
    if (fault == LifeFault.STOP_WAITS_FOR_EVER) {
      join(Duration.ofMillis(1500));
    }
    cut = true;
    bound.close();
    join(CUT_TIME);
    // Until its accept returns, the system keeps the port.
    join(acceptor);
  }

  private void join(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!threads.isEmpty() && System.nanoTime() < deadline) {
      pause(2);
    }
  }

  private static void join(@Nullable Thread thread) {
    try {
      if (thread != null) {
        thread.join(CUT_TIME);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleepForEver() {
    pause(Integer.MAX_VALUE);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
