// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.verdict;

import org.jspecify.annotations.Nullable;

/**
 * The suite itself could not go on: its machine ran out of something, or it has a bug. The verdict
 * is {@link Verdict#INCONCLUSIVE}, never a failure of the target.
 */
public final class HarnessFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes the fault; the message says what the suite could not do. */
  public HarnessFault(String message, @Nullable Throwable cause) {
    super(cause == null ? message : message + ": " + cause, cause);
  }
}
