// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the system tells of a process: all of it only where there is a {@code /proc}, as Linux has.
 */
public final class ProcessFigures {

  private static final Pattern SWITCHES =
      Pattern.compile("(?m)^(?:non)?voluntary_ctxt_switches:\\s+(\\d+)$");

  private final ProcessHandle process;
  private final Path directory;

  /** Makes one of a process. */
  public ProcessFigures(ProcessHandle process) {
    this.process = process;
    this.directory = Path.of("/proc", Long.toString(process.pid()));
  }

  /**
   * What was told at one moment; null is what is not told here.
   *
   * @param processorNanos processor time so far, of all threads
   * @param contextSwitches of all threads that there are, so far
   * @param threads how many
   * @param residentBytes memory in use
   * @param peakBytes the most that it was
   */
  public record Reading(
      long processorNanos,
      @Nullable Long contextSwitches,
      @Nullable Integer threads,
      @Nullable Long residentBytes,
      @Nullable Long peakBytes) {}

  /** Reads all of it; of a process that has ended, what is left. */
  public Reading read() {
    long nanos = process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    Optional<String> status = text(directory.resolve("status"));
    return new Reading(
        nanos,
        status.isEmpty() ? null : contextSwitches(),
        status.map(text -> (int) number(text, "Threads")).orElse(null),
        status.map(text -> 1_024 * number(text, "VmRSS")).orElse(null),
        status.map(text -> 1_024 * number(text, "VmHWM")).orElse(null));
  }

  private @Nullable Long contextSwitches() {
    long sum = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(directory.resolve("task"))) {
      for (Path task : tasks) {
        Matcher counts = SWITCHES.matcher(text(task.resolve("status")).orElse(""));
        while (counts.find()) {
          sum += Long.parseLong(counts.group(1));
        }
      }
    } catch (IOException e) {
      return null;
    }
    return sum;
  }

  private static long number(String status, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      // There is no /proc, or the process or thread is gone.
      return Optional.empty();
    }
  }
}
