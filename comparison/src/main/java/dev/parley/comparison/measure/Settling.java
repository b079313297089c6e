// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.load.ProcessFigures;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waits until a server has done with the workload before. One that has ended may leave it much to
 * do: after ten thousand connections {@code threaded} has as many threads to end, and that takes so
 * long that it would be measured with the workload that comes next.
 *
 * <p>A server has settled when between two looks its threads became no fewer and it used next to no
 * processor time. What the system does not tell is not waited for.
 */
final class Settling {

  /** Systems count processor time in ticks of 10 ms: one is next to nothing, two are not. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private static final double NEXT_TO_NOTHING = 0.15;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Supplier<ProcessFigures.Reading> figures;
  private final Duration betweenLooks;
  private final long looks;

  private Settling(Supplier<ProcessFigures.Reading> figures, Duration betweenLooks, long looks) {
    this.figures = figures;
    this.betweenLooks = betweenLooks;
    this.looks = looks;
  }

  /** Returns that of a server. */
  static Settling of(ServerRun server) {
    var figures = new ProcessFigures(server.process());
    return new Settling(figures::read, BETWEEN_LOOKS, PATIENCE.dividedBy(BETWEEN_LOOKS));
  }

  /** Returns that of anything with figures; it is looked at once more than so many times. */
  static Settling of(Supplier<ProcessFigures.Reading> figures, Duration betweenLooks, long looks) {
    return new Settling(figures, betweenLooks, looks);
  }

  /**
   * Blocks until it has settled.
   *
   * @return false if it had not when patience was at its end: a server may never rest
   */
  boolean await() {
    ProcessFigures.Reading before = figures.get();
    for (long look = 0; look < looks; look++) {
      LockSupport.parkNanos(betweenLooks.toNanos());
      ProcessFigures.Reading now = figures.get();
      if (!fewerThreads(before, now) && rests(before, now)) {
        return true;
      }
      before = now;
    }
    return false;
  }

  private static boolean fewerThreads(ProcessFigures.Reading before, ProcessFigures.Reading now) {
    Integer were = before.threads();
    Integer are = now.threads();
    return were != null && are != null && are < were;
  }

  private boolean rests(ProcessFigures.Reading before, ProcessFigures.Reading now) {
    long used = now.processorNanos() - before.processorNanos();
    return used < NEXT_TO_NOTHING * betweenLooks.toNanos();
  }
}
