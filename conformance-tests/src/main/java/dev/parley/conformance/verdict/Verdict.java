// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.verdict;

/** What came of one scenario. */
public enum Verdict {
  /** The target did what the rules say. */
  PASSED,
  /** The target broke a rule, or crashed. */
  FAILED,
  /** The scenario has nothing to say about this target; the reason is given. */
  NOT_APPLICABLE,
  /**
   * The suite itself could not tell: a fault of the harness or of its machine, not the target's.
   */
  INCONCLUSIVE,
  /** The target broke a rule in a way that is known and accepted; the reason is given. */
  EXPECTED_FAILURE;

  /** Returns the name as the command prints it. */
  public String label() {
    return switch (this) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case NOT_APPLICABLE -> "not applicable";
      case INCONCLUSIVE -> "inconclusive";
      case EXPECTED_FAILURE -> "expected failure";
    };
  }
}
