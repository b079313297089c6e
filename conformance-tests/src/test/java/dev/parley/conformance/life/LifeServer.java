// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How the fixture starts and stops: a thread for each connection, or one for all. */
final class LifeServer implements Server {

  private static final Duration CUT_TIME = Duration.ofMillis(300);

  private final ServerOptions options;
  private final LifeFault fault;
  private final Admission admission;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable ServerSocketChannel listener;
  private @Nullable Thread acceptor;
  private volatile boolean stopping;
  private volatile boolean cut;

  LifeServer(ServerOptions options, LifeFault fault, boolean concurrent) {
    this.options = options;
    this.fault = fault;
    this.admission = new Admission(this, options, fault, concurrent);
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
    ServerSocketChannel bound = Binding.bind(options.address(), fault);
    listener = bound;
    acceptor = Thread.ofPlatform().daemon().name("life-accept").start(() -> accept(bound));
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
        admission.admit(bound.accept());
      } catch (IOException e) {
        // Closed, or the client was gone already.
      }
    }
  }

  void spawn(Runnable task) {
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

  static void pause(long millis) {
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
