// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.target.Pair;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of all scenarios for one target.
 *
 * @param target its name
 * @param transport what it speaks
 * @param pair who talks to whom, where a client and a server were judged together; else null
 * @param seed where payloads and choices came from
 * @param results by order of the scenarios' ids
 */
public record TargetReport(
    String target,
    Transport transport,
    @Nullable Pair pair,
    long seed,
    List<ScenarioResult> results) {

  /** Makes the report of a target. */
  public static TargetReport of(Target target, long seed, List<ScenarioResult> results) {
    Pair pair = target.pair().orElse(null);
    return new TargetReport(target.name(), target.transport(), pair, seed, results);
  }

  /** Returns how many scenarios had this verdict. */
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
