// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.process.ProcessStart;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts programs, and kills those that still run when the suite itself is ended. Thread-safe. */
final class Reaper {

  private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Reaper::killAll, "parley-suite-reaper"));
    } catch (IllegalStateException e) {
      // The suite is being ended already, and whoever does that starts nothing any more.
    }
  }

  private Reaper() {}

  /** Starts a program that does not outlive the suite. */
  static Process start(ProcessBuilder builder) throws IOException {
    Process process = ProcessStart.of(builder);
    LIVE.add(process);
    return process;
  }

  /** Lets go of a program that has ended. */
  static void forget(Process process) {
    LIVE.remove(process);
  }

  private static void killAll() {
    for (Process process : LIVE) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
