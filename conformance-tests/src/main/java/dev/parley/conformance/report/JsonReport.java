// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Results as JSON, by the schema {@code dev/parley/conformance/results.schema.json}. Its version
 * stands in the file; a change that an older reader would not understand raises it.
 */
public final class JsonReport {

  /** What the field {@code format} says. */
  public static final String FORMAT = "parley-results/1";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /**
   * Writes the reports, as UTF-8; the stream stays open.
   *
   * @throws IOException if the stream does
   */
  public static void write(List<TargetReport> reports, OutputStream out) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("protocol", "Parley/1");
    root.putObject("machine")
        .put("system", System.getProperty("os.name"))
        .put("architecture", System.getProperty("os.arch"))
        .put("java", System.getProperty("java.version"));
    ArrayNode targets = root.putArray("targets");
    reports.forEach(report -> add(targets.addObject(), report));
    // Through bytes: the mapper would close the stream.
    out.write(MAPPER.writeValueAsBytes(root));
    out.write('\n');
    out.flush();
  }

  private static void add(ObjectNode target, TargetReport report) {
    target.put("name", report.target());
    target.put("transport", report.transport().scheme());
    target.put("seed", report.seed());
    ObjectNode counts = target.putObject("counts");
    for (Verdict verdict : Verdict.values()) {
      counts.put(name(verdict), report.count(verdict));
    }
    ArrayNode scenarios = target.putArray("scenarios");
    report.results().forEach(result -> add(scenarios.addObject(), result));
  }

  private static void add(ObjectNode scenario, ScenarioResult result) {
    scenario.put("id", result.scenario().id());
    scenario.put("title", result.scenario().title());
    ArrayNode rules = scenario.putArray("rules");
    result.scenario().rules().forEach(rules::add);
    scenario.put("verdict", name(result.verdict()));
    scenario.put("millis", result.millis());
    if (!result.reason().isEmpty()) {
      scenario.put("reason", result.reason());
    }
    if (!result.text().isEmpty()) {
      scenario.put("text", result.text());
    }
    scenario.put("reproduce", result.reproduce());
  }

  private static String name(Verdict verdict) {
    return verdict.label().replace(' ', '-');
  }
}
