// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Kills the programs that the suite launched and that still run when the suite itself is ended. */
final class Reaper {

  private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Reaper::killAll, "parley-suite-reaper"));
  }

  private Reaper() {}

  static void watch(Process process) {
    LIVE.add(process);
  }

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
