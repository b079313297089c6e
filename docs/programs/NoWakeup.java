// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/nio.md.

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A task for a loop that sleeps, without and with a wakeup. */
public class NoWakeup {

  private static final Queue<Runnable> TASKS = new ConcurrentLinkedQueue<>();

  public static void main(String[] args) throws IOException, InterruptedException {
    try (Selector selector = Selector.open()) {
      give("a task alone", selector, () -> {});
      give("a task and a wakeup", selector, selector::wakeup);
    }
  }

  private static void give(String what, Selector selector, Runnable then)
      throws InterruptedException {
    Thread loop = Thread.ofPlatform().start(() -> turn(selector));
    Thread.sleep(100); // now it is in select
    long given = System.nanoTime();
    TASKS.add(() -> {
      long millis = (System.nanoTime() - given) / 1_000_000;
      System.out.printf(
          "%s: done %s (%d ms)%n", what, millis < 1_000 ? "at once" : "too late", millis);
    });
    then.run();
    loop.join();
  }

  private static void turn(Selector selector) {
    try {
      selector.select(2_500); // in a server, without a limit
      TASKS.remove().run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
