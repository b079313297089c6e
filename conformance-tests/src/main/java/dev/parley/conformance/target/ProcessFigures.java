// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.wire.Mismatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What the system tells of one process. Where it does not tell, the scenario is not applicable;
 * where the process has ended, it has failed.
 */
public final class ProcessFigures {

  private final ProcessHandle process;
  private final Path directory;

  ProcessFigures(ProcessHandle process) {
    this.process = process;
    this.directory = Path.of("/proc", Long.toString(process.pid()));
  }

  /** Returns the processor time used so far, of all cores and all threads. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow(() -> untold("processor time"));
  }

  /** Returns how many threads it has. */
  public long threads() {
    return status("Threads:", "threads");
  }

  /** Returns how many descriptors are open. */
  public long descriptors() {
    try (Stream<Path> open = Files.list(directory.resolve("fd"))) {
      return open.count();
    } catch (IOException e) {
      throw untold("open descriptors");
    }
  }

  /** Returns how much private memory it has asked for, touched or not, in bytes. */
  public long dataBytes() {
    return 1024 * status("VmData:", "memory");
  }

  /** Returns how much of its memory is in the machine's, in bytes. */
  public long residentBytes() {
    return 1024 * status("VmRSS:", "memory");
  }

  private long status(String name, String what) {
    try (Stream<String> lines = Files.lines(directory.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow(() -> untold(what));
    } catch (IOException e) {
      throw untold(what);
    }
  }

  /** Of a process that has ended no system tells anything: that is the server's failure. */
  private NotApplicable untold(String what) {
    if (!process.isAlive()) {
      throw new Mismatch("a server that goes on", "the end of its process");
    }
    return new NotApplicable("this system does not tell a process's " + what);
  }
}
