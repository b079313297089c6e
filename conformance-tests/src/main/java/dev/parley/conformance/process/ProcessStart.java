// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.process;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Starts processes, one at a time. Until a new one runs its own program it has a copy of every
 * descriptor of this process: a socket that is closed here meanwhile still listens, and its port is
 * taken. Thread-safe.
 */
public final class ProcessStart {

  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1, true);

  private ProcessStart() {}

  /** Starts a process; returns when it runs its own program. */
  public static Process of(ProcessBuilder builder) throws IOException {
    ONE_AT_A_TIME.acquireUninterruptibly();
    try {
      return builder.start();
    } finally {
      ONE_AT_A_TIME.release();
    }
  }

  /**
   * Starts none from now on: whoever asks for one waits until this process is gone. So nothing can
   * be started behind the back of whoever ends what was started.
   */
  public static void endForGood() {
    ONE_AT_A_TIME.acquireUninterruptibly();
  }

  /** Waits until no new process has a copy of what was closed before the call. */
  public static void awaitOwnProgram() {
    ONE_AT_A_TIME.acquireUninterruptibly();
    ONE_AT_A_TIME.release();
  }
}
