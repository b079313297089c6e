// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.verdict.Verdict;
import java.util.regex.Pattern;

/**
 * What a scenario says of a pitfall.
 *
 * @param pitfall the mistake
 * @param result what came of the scenario
 */
record Catch(Pitfall pitfall, ScenarioResult result) {

  private static final String CRASHED = "The server crashed";

  /** What is quoted in a failure, and would stand there whatever the mistake is. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?ms)^Rules.*?(?=^Expected)|^Transcript.*?(?=^Likely|^The server's|^Run)"
              + "|^The server's last.*?(?=^Run)|^Run just.*");

  /**
   * Returns whether the scenario's own assertion failed. A fault of the harness, a timeout of the
   * whole scenario for example, is inconclusive and no failure; nor does a crash count.
   */
  boolean isAssertion() {
    return result.verdict() == Verdict.FAILED && !result.text().contains(CRASHED);
  }

  /** Returns what was expected, what came, and why it may have, in one line. */
  String words() {
    return QUOTED.matcher(result.text()).replaceAll("").replaceAll("\\s+", " ");
  }

  /** Returns whether the words name the mistake. */
  boolean isByName() {
    return isAssertion() && words().contains(pitfall.says());
  }
}
