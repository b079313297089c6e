// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How busy all processors together are; only Linux tells. */
final class SystemLoad {

  private static final Path STAT = Path.of("/proc/stat");
  private static final Pattern ALL =
      Pattern.compile("^cpu +(\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

  /** Of user, nice, system, idle, waiting, interrupts and soft interrupts. */
  private static final int IDLE = 4;

  private static final int WAITING = 5;

  private long busyBefore;
  private long allBefore;

  void begin() {
    long[] now = read();
    busyBefore = now[0];
    allBefore = now[1];
  }

  /** Returns how many processors were busy since then, 0 to as many as there are. */
  @Nullable Double busy() {
    long[] now = read();
    long all = now[1] - allBefore;
    int processors = Math.toIntExact(now[2]);
    return all <= 0 ? null : (Double) ((double) (now[0] - busyBefore) / all * processors);
  }

  /** Returns busy ticks, all ticks, and the number of processors. */
  private static long[] read() {
    try {
      String stat = Files.readString(STAT);
      Matcher line = ALL.matcher(stat);
      if (line.find()) {
        return sum(line, Pattern.compile("(?m)^cpu\\d").matcher(stat).results().count());
      }
    } catch (IOException e) {
      // Not a system that tells.
    }
    return new long[3];
  }

  private static long[] sum(Matcher line, long processors) {
    long all = 0;
    for (int i = 1; i <= line.groupCount(); i++) {
      all += Long.parseLong(line.group(i));
    }
    long idle = Long.parseLong(line.group(IDLE)) + Long.parseLong(line.group(WAITING));
    return new long[] {all - idle, all, processors};
  }
}
