// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.target.Pair;
import dev.parley.conformance.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Results as JSON, by the schema {@code dev/parley/conformance/results.schema.json}. Its version
 * stands in the file; a change that an older reader would not understand raises it.
 */
public final class JsonReport {

  /** What the field {@code format} says. */
  public static final String FORMAT = "parley-results/1";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final Pattern IDS = Pattern.compile("[A-Z][0-9]{2}");
  private static final Pattern VERDICTS =
      Pattern.compile(
          Stream.of(Verdict.values()).map(JsonReport::name).collect(Collectors.joining("|")));

  private JsonReport() {}

  /**
   * Writes the reports, as UTF-8; the stream stays open.
   *
   * @throws IOException if the stream does
   */
  public static void write(List<TargetReport> reports, OutputStream out) throws IOException {
    // Through bytes: the mapper would close the stream.
    out.write(MAPPER.writeValueAsBytes(tree(reports)));
    out.write('\n');
    out.flush();
  }

  /** Returns what {@link #write} writes, for the other reports. */
  public static JsonNode tree(List<TargetReport> reports) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("protocol", "Parley/1");
    root.putObject("machine")
        .put("system", System.getProperty("os.name"))
        .put("architecture", System.getProperty("os.arch"))
        .put("java", System.getProperty("java.version"));
    ArrayNode targets = root.putArray("targets");
    reports.forEach(report -> add(targets.addObject(), report));
    return root;
  }

  /**
   * Reads a report back.
   *
   * @throws IOException if it cannot be read, or is no report of this format; the message says what
   *     is wrong with it
   */
  public static JsonNode read(InputStream in) throws IOException {
    JsonNode root;
    try {
      root = MAPPER.readTree(in);
    } catch (JsonProcessingException e) {
      throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
    }
    requireReport(root);
    return root;
  }

  private static void requireReport(JsonNode root) throws IOException {
    String format = root.path("format").asText();
    if (!format.equals(FORMAT)) {
      throw new IOException("its format is '%s', not '%s'".formatted(format, FORMAT));
    }
    require(root, List.of("machine", "targets"));
    for (JsonNode target : root.path("targets")) {
      require(target, List.of("name", "transport", "seed", "scenarios"));
      for (JsonNode scenario : target.path("scenarios")) {
        require(scenario, List.of("id", "title", "rules", "verdict", "millis", "reproduce"));
        requireOneOf(IDS, scenario.path("id"));
        requireOneOf(VERDICTS, scenario.path("verdict"));
      }
    }
  }

  private static void requireOneOf(Pattern known, JsonNode field) throws IOException {
    if (!known.matcher(field.asText()).matches()) {
      throw new IOException("it has %s where %s belongs".formatted(field, known));
    }
  }

  private static void require(JsonNode part, List<String> fields) throws IOException {
    for (String field : fields) {
      if (!part.has(field)) {
        throw new IOException("it lacks the field '%s'".formatted(field));
      }
    }
  }

  private static void add(ObjectNode target, TargetReport report) {
    target.put("name", report.target());
    target.put("transport", report.transport().scheme());
    Pair pair = report.pair();
    if (pair != null) {
      target.putObject("pair").put("client", pair.client()).put("server", pair.server());
    }
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
