// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.comparison.model.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What this machine is. */
final class MachineFacts {

  private static final Path PROC = Path.of("/proc");
  private static final Path SYS = Path.of("/sys");

  private final long[] before = ticks();

  /** Returns the facts; of the time since this object was made, how much of it was stolen. */
  Machine read(Pinning pinning) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Integer backlog = number(PROC.resolve("sys/net/core/somaxconn"));
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        System.getProperty("java.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        text(SYS.resolve("devices/system/cpu/cpu0/cpufreq/scaling_governor")),
        number(SYS.resolve("class/net/lo/mtu")),
        backlog,
        system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : null,
        stealPercent(),
        pinning.toString(),
        notes());
  }

  private static List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!Files.exists(PROC.resolve("self/status"))) {
      notes.add(
          "There is no /proc here: context switches, threads and resident memory are left out.");
    }
    return notes;
  }

  private static @Nullable String processor() {
    String all = text(PROC.resolve("cpuinfo"));
    Matcher name = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$").matcher(all == null ? "" : all);
    return name.find() ? name.group(1) : null;
  }

  private @Nullable Double stealPercent() {
    long[] now = ticks();
    long all = now[0] - before[0];
    return all <= 0 ? null : 100.0 * (now[1] - before[1]) / all;
  }

  /** Returns all ticks of the processors so far, and those that were stolen. */
  private static long[] ticks() {
    String stat = text(PROC.resolve("stat"));
    Matcher line = Pattern.compile("^cpu\\s+([0-9 ]+)").matcher(stat == null ? "" : stat);
    if (!line.find()) {
      return new long[2];
    }
    String[] fields = line.group(1).strip().split(" ", -1);
    long all = 0;
    // user, nice, system, idle, iowait, irq, softirq, steal; a guest's time is in the first two.
    for (int i = 0; i < Math.min(8, fields.length); i++) {
      all += Long.parseLong(fields[i]);
    }
    return new long[] {all, fields.length > 7 ? Long.parseLong(fields[7]) : 0};
  }

  private static @Nullable Integer number(Path file) {
    String text = text(file);
    return text == null ? null : Integer.valueOf(text);
  }

  /**
   * Reads lines, through a buffer: a file of /proc/sys has no size, gives what it has to the first
   * read, and {@code readString} asks for one byte then.
   */
  private static @Nullable String text(Path file) {
    try {
      return String.join("\n", Files.readAllLines(file)).strip();
    } catch (IOException e) {
      // Not a system that tells.
      return null;
    }
  }
}
