// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.Medium;
import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.target.Pair;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Transport;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Made-up results of checks. */
final class Samples {

  private static final Method PLAYS_NONE = Object.class.getMethods()[0];

  private Samples() {}

  static ScenarioInfo scenario(String id) {
    return new ScenarioInfo(
        id, "title of " + id, List.of("R1.1"), Set.of(), false, false, PLAYS_NONE, Medium.STREAM);
  }

  static ScenarioResult result(String id, Verdict verdict) {
    String reason = verdict == Verdict.PASSED ? "" : "reason of " + id;
    String text = verdict == Verdict.FAILED ? "story of " + id + "\nsecond\033[31m line" : "";
    return new ScenarioResult(scenario(id), verdict, reason, text, 12, "./again " + id);
  }

  static TargetReport pair(String client, String server, ScenarioResult... results) {
    var pair = new Pair(client, server);
    return new TargetReport(pair.toString(), Transport.TCP, pair, 42, Arrays.asList(results));
  }

  static TargetReport report(String target, ScenarioResult... results) {
    return new TargetReport(target, Transport.TCP, null, 42, Arrays.asList(results));
  }
}
