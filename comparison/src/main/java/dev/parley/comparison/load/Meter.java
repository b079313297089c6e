// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.comparison.load.LoadResult.ServerUse;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Reads what generator and server have used, when a window begins and when it ends. */
final class Meter {

  private final OperatingSystemMXBean own =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final @Nullable ProcessFigures server;
  private final SystemLoad system = new SystemLoad();
  private long begin;
  private long generator;
  private ProcessFigures.@Nullable Reading before;

  Meter(@Nullable ProcessFigures server) {
    this.server = server;
  }

  /** What was used in a window. */
  record Reading(long generatorNanos, @Nullable ServerUse server, @Nullable Double othersBusy) {
    static final Reading NONE = new Reading(0, null, null);
  }

  void begin() {
    before = server == null ? null : server.read();
    system.begin();
    generator = own.getProcessCpuTime();
    begin = System.nanoTime();
  }

  Reading end() {
    long generatorNanos = own.getProcessCpuTime() - generator;
    long nanos = System.nanoTime() - begin;
    Double all = system.busy();
    ServerUse use = server == null ? null : use(server.read(), nanos);
    Double others =
        all == null || use == null
            ? null
            : (Double) Math.max(0, all - use.busy() - (double) generatorNanos / nanos);
    return new Reading(generatorNanos, use, others);
  }

  private @Nullable ServerUse use(ProcessFigures.Reading after, long nanos) {
    if (before == null) {
      return null;
    }
    return new ServerUse(
        (double) (after.processorNanos() - before.processorNanos()) / nanos,
        switches(before.contextSwitches(), after.contextSwitches()),
        after.threads(),
        after.residentBytes(),
        after.peakBytes());
  }

  /** Where threads have ended meanwhile, theirs are missing, and nobody knows how many. */
  private static @Nullable Long switches(@Nullable Long before, @Nullable Long after) {
    return before == null || after == null || after < before ? null : (Long) (after - before);
  }
}
