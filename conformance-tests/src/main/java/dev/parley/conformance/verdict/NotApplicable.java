// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.verdict;

import org.opentest4j.TestAbortedException;

/**
 * The scenario has nothing to say about this target. JUnit shows it as skipped, with the reason.
 */
public final class NotApplicable extends TestAbortedException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the verdict.
   *
   * @param reason what the target lacks, for a person to read
   */
  public NotApplicable(String reason) {
    super(reason);
  }
}
