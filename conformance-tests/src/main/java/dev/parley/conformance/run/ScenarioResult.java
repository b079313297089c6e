// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.verdict.Verdict;

/**
 * What came of one scenario.
 *
 * @param scenario which one
 * @param verdict what came of it
 * @param reason in one line, why it was not passed; empty when it was
 * @param text the whole failure, or the stack of a fault of the suite; empty otherwise
 * @param millis how long it took
 * @param reproduce the command that runs just this again
 */
public record ScenarioResult(
    ScenarioInfo scenario,
    Verdict verdict,
    String reason,
    String text,
    long millis,
    String reproduce) {

  /** Returns this result with another verdict, and what there is to say about it. */
  ScenarioResult with(Verdict newVerdict, String newReason, String newText) {
    return new ScenarioResult(scenario, newVerdict, newReason, newText, millis, reproduce);
  }
}
