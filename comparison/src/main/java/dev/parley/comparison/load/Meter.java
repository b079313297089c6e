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
  private long begin;
  private long generator;
  private ProcessFigures.@Nullable Reading before;

  Meter(@Nullable ProcessFigures server) {
    this.server = server;
  }

  /** What was used in a window. */
  record Reading(long generatorNanos, @Nullable ServerUse server) {
    static final Reading NONE = new Reading(0, null);
  }

  void begin() {
    before = server == null ? null : server.read();
    generator = own.getProcessCpuTime();
    begin = System.nanoTime();
  }

  Reading end() {
    long generatorNanos = own.getProcessCpuTime() - generator;
    long nanos = System.nanoTime() - begin;
    return new Reading(generatorNanos, server == null ? null : use(server.read(), nanos));
  }

  private @Nullable ServerUse use(ProcessFigures.Reading after, long nanos) {
    if (before == null) {
      return null;
    }
    Long switchesBefore = before.contextSwitches();
    Long switchesAfter = after.contextSwitches();
    return new ServerUse(
        (double) (after.processorNanos() - before.processorNanos()) / nanos,
        switchesBefore == null || switchesAfter == null ? null : switchesAfter - switchesBefore,
        after.threads(),
        after.residentBytes(),
        after.peakBytes());
  }
}
