// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** How the threads of a server wait, for each other and for a time. */
public final class Threads {

  private static final long LONGEST_MILLIS = 500;

  private Threads() {}

  /**
   * Shuts an executor down and waits until its threads are gone. Blocks for half a second at most:
   * what they waited for has been closed, so that only a listener that blocks can be in the way.
   */
  public static void awaitEnd(ExecutorService threads) {
    threads.shutdown();
    try {
      threads.awaitTermination(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Lets a virtual thread wait for a byte that never comes. What the JDK waits with it opens at the
   * first such wait of a process, and only then: if no file can be opened at that moment, no later
   * wait succeeds either (rule R10.2). Blocks for some milliseconds, half a second at most.
   */
  static void openPollers() {
    try {
      Thread.startVirtualThread(Threads::waitForNothing).join(Duration.ofMillis(LONGEST_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitForNothing() {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var socket = new DatagramSocket(here)) {
      socket.setSoTimeout(1);
      socket.receive(new DatagramPacket(new byte[1], 1)); // blocks for a millisecond
    } catch (IOException e) {
      // Nothing came, as was to be expected.
    }
  }

  /** Blocks until a time of {@link System#nanoTime}; fails when the connection is cut. */
  static void sleepUntil(long time) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(time - System.nanoTime()); // blocks: the handler's slow work
    } catch (InterruptedException e) {
      throw cut(e);
    }
  }

  /** Blocks until the latch is open; fails when the connection is cut. */
  static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      latch.await(); // blocks
    } catch (InterruptedException e) {
      throw cut(e);
    }
  }

  private static InterruptedIOException cut(InterruptedException e) {
    var failure = new InterruptedIOException("the connection was cut");
    failure.initCause(e);
    return failure;
  }
}
