// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Transport;
import java.util.List;

/**
 * What came of all scenarios for one target.
 *
 * @param target its name
 * @param transport what it speaks
 * @param seed where payloads and choices came from
 * @param results by order of the scenarios' ids
 */
public record TargetReport(
    String target, Transport transport, long seed, List<ScenarioResult> results) {

  /** Returns how many scenarios had this verdict. */
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
