// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import java.io.IOException;

/** Starts processes, until it is told to start none any more. Thread-safe. */
final class Launcher {

  private boolean stopped;

  /**
   * Starts one.
   *
   * @throws IOException if that fails, or none is to be started any more
   */
  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (stopped) {
      throw new IOException("the run is stopped");
    }
    return builder.start();
  }

  /** When this returns, none is started any more: what runs now is all that there is to end. */
  synchronized void stop() {
    stopped = true;
  }
}
