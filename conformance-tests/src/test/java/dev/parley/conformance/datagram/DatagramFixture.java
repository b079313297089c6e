// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.datagram;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One thread that receives, one for DELAYs, and at most one mistake. */
final class DatagramFixture implements Server {

  private static final int TICK_MILLIS = 10;
  private static final int LARGEST = 65_498;

  private final ServerOptions options;
  private final DatagramFault fault;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean cut;
  private @Nullable DatagramSocket socket;
  private @Nullable Answers answers;
  private @Nullable Thread receiver;

  DatagramFixture(ServerOptions options, DatagramFault fault) {
    this.options = options;
    this.fault = fault;
  }

  @Override
  public void start() throws IOException {
    if (closed.get() || (socket != null && fault != DatagramFault.STARTS_TWICE)) {
      throw new IllegalStateException("it starts once");
    }
    if (socket != null) {
      return;
    }
    DatagramSocket bound = bind();
    socket = bound;
    answers = new Answers(bound, options, fault);
    receiver = Thread.ofPlatform().daemon().name("datagrams").start(this::receive);
  }

  private DatagramSocket bind() throws IOException {
    var bound = new DatagramSocket(null);
    try {
      bound.setReuseAddress(fault == DatagramFault.SHARES_PORT);
      bound.bind(options.address());
      bound.setSoTimeout(fault == DatagramFault.SPINS ? 1 : TICK_MILLIS);
      return bound;
    } catch (IOException e) {
      bound.close();
      throw fault == DatagramFault.BIND_ERROR_WITHOUT_ADDRESS
          ? new BindException("in use")
          : Endpoint.cannotBind(options.address(), e);
    }
  }

  private DatagramSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("it is not started");
    }
    return socket;
  }

  private Answers answers() {
    if (answers == null) {
      throw new IllegalStateException("it is not started");
    }
    return answers;
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) socket().getLocalSocketAddress();
  }

  private void receive() {
    byte[] buffer = new byte[room()];
    var packet = new DatagramPacket(buffer, buffer.length);
    while (!cut && (!stopping || fault == DatagramFault.STOP_RECEIVES_ON)) {
      try {
        if (fault == DatagramFault.SPINS) {
          Thread.onSpinWait();
          busy();
        }
        boolean shrinks = fault == DatagramFault.SHRINKING_PACKET && packet.getLength() > 0;
        packet.setLength(shrinks ? packet.getLength() : buffer.length);
        socket().receive(packet);
        answers().take(packet);
      } catch (SocketTimeoutException e) {
        // Time to look whether it was stopped.
      } catch (IOException | RuntimeException e) {
        return;
      }
    }
  }

  /** A few milliseconds' work for nothing. */
  private static void busy() {
    long end = System.nanoTime() + 5_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private int room() {
    return switch (fault) {
      case EXACT_BUFFER -> 9 + Math.min(options.maximumPayload(), LARGEST);
      case SMALL_BUFFER -> 2048;
      default -> 65_536;
    };
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      if (fault != DatagramFault.SECOND_CLOSE_RETURNS_AT_ONCE) {
        await();
      }
      return;
    }
    try {
      if (socket != null) {
        stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gone.countDown();
    }
  }

  private void stop() throws InterruptedException {
    stopping = true;
    boolean waits = fault != DatagramFault.STOP_DROPS_DELAYS;
    long drain = options.drainTimeout().toNanos();
    long extra = fault == DatagramFault.STOP_WAITS_FOR_EVER ? 8_000_000_000L : 0;
    long deadline = System.nanoTime() + drain + extra;
    if (waits) {
      answers().awaitAll(deadline);
    }
    cut = true;
    if (receiver != null) {
      receiver.join();
    }
    if (fault != DatagramFault.LEAVES_THREAD) {
      answers().close();
    }
    if (fault != DatagramFault.KEEPS_PORT) {
      socket().close();
    }
  }

  private void await() {
    try {
      gone.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
