// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Handler.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread and the channels that it serves. It sleeps in one place, until a channel is ready, a
 * deadline passes or another thread has a task for it; then it does what is due, and never waits
 * for anything else.
 *
 * <p>All that belongs to a channel is touched by this thread alone, so nothing here is locked.
 * Other threads call {@link #execute}, and what is said to be theirs.
 */
final class EventLoop {

  /** How long to leave a failing selector alone, so that the thread does not spin. */
  private static final long BACK_OFF_MILLIS = 100;

  private final Selector selector;
  private final ByteBuffer buffer;
  private final Consumer<Throwable> failures;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Timers timers = new Timers();
  private final Consumer<SelectionKey> whenReady = this::ready;
  private int open;
  private boolean stopping;

  /**
   * Makes a loop that is not started.
   *
   * @param bufferSize the size of {@link #buffer}, in bytes
   * @param failures is told what failed outside of a handler; the loop goes on
   */
  EventLoop(
      Thread.Builder thread, Selector selector, int bufferSize, Consumer<Throwable> failures) {
    this.thread = thread.unstarted(this::run);
    this.selector = selector;
    this.buffer = ByteBuffer.allocateDirect(bufferSize);
    this.failures = failures;
  }

  /** Starts the thread. Called once, by any thread. */
  void start() {
    thread.start();
  }

  private void run() {
    while (selector.isOpen() && (!stopping || open > 0)) {
      try {
        turn();
      } catch (RuntimeException e) {
        failures.accept(e); // a task
      } catch (IOException | Error e) {
        failures.accept(e);
        backOff();
      }
    }
    abandon();
  }

  private void turn() throws IOException {
    long nanos = timers.untilNext(System.nanoTime());
    if (nanos > 0 && tasks.isEmpty()) {
      selector.select(whenReady, Math.ceilDiv(nanos, 1_000_000)); // blocks: here and nowhere else
    } else {
      selector.selectNow(whenReady);
    }
    fireTimers();
    runTasks();
    // An interrupt means nothing to a loop, but each select would return at once.
    Thread.interrupted();
  }

  private void ready(SelectionKey key) {
    handle((Handler) key.attachment(), Handler::ready);
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void fireTimers() {
    long now = System.nanoTime();
    for (Handler due = timers.poll(now); due != null; due = timers.poll(now)) {
      handle(due, Handler::expired);
    }
  }

  /** What fails in one handler, even for want of memory, is no other channel's affair. */
  private void handle(Handler handler, Event event) {
    try {
      event.happen(handler);
    } catch (Throwable e) {
      fail(handler, e);
    }
  }

  private void fail(Handler handler, Throwable failure) {
    try {
      handler.failed(failure);
    } catch (Throwable e) {
      failures.accept(e);
    }
  }

  /** Runs a task on the loop's thread, in a moment. For any thread; does not block. */
  void execute(Runnable task) {
    tasks.add(task);
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  /** Calls a handler on the loop's thread, in a moment, as if its channel were ready. */
  void executeReady(Handler handler) {
    execute(() -> handle(handler, Handler::ready));
  }

  /** Serves a channel from now on; the handler has to {@link #close} it. */
  SelectionKey register(SelectableChannel channel, int interest, Handler handler)
      throws IOException {
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, interest, handler);
    open++;
    return key;
  }

  /** Closes a channel. Its descriptor and port are free with the next select. */
  void close(SelectionKey key) {
    open--;
    try {
      key.channel().close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }

  Timers timers() {
    return timers;
  }

  /** Returns a direct buffer, which whoever the loop calls may use until it returns. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Ends all channels in order, and the loop with the last of them. For any thread. */
  void stop() {
    execute(() -> end(Handler::stop));
  }

  /** Ends all channels at once, and the loop with them. For any thread. */
  void cut() {
    execute(() -> end(Handler::cut));
  }

  private void end(Event how) {
    stopping = true;
    selector.keys().forEach(key -> handle((Handler) key.attachment(), how));
  }

  /** Blocks until the loop has ended, and tells whether it has; its own thread does not wait. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return Thread.currentThread() == thread || thread.join(limit);
  }

  private void backOff() {
    try {
      TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
    } catch (InterruptedException e) {
      // Then the pause is shorter.
    }
  }

  /** Closes the selector, and so ends the loop without a word to its channels. */
  void abandon() {
    try {
      selector.close();
    } catch (IOException e) {
      failures.accept(e);
    }
  }
}
