// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Results as Markdown, for the summary of a CI job: the counts, then what went wrong. */
public final class MarkdownReport {

  private static final List<String> VERDICTS =
      List.of("passed", "failed", "inconclusive", "expected-failure", "not-applicable");

  private final StringBuilder text = new StringBuilder();

  private MarkdownReport() {}

  /**
   * Returns the summary.
   *
   * @param runs what {@link JsonReport} tells of one run or several
   */
  public static String of(List<JsonNode> runs) {
    return new MarkdownReport().summary(runs);
  }

  private String summary(List<JsonNode> runs) {
    text.append("## Parley/1 conformance\n\n");
    text.append("| target | machine | passed | failed | inconclusive | expected failure");
    text.append(" | not applicable |\n|---|---|--:|--:|--:|--:|--:|\n");
    runs.forEach(run -> targets(run, false).forEach(target -> counts(run, target)));
    runs.forEach(this::pairs);
    for (String verdict : List.of("failed", "inconclusive", "expected-failure")) {
      runs.forEach(run -> run.path("targets").forEach(t -> findings(run, t, verdict)));
    }
    return text.toString();
  }

  private void counts(JsonNode run, JsonNode target) {
    text.append("| ").append(code(target.path("name").asText()));
    text.append(" | ").append(escaped(machine(run)));
    for (String verdict : VERDICTS) {
      text.append(" | ").append(count(target, verdict));
    }
    text.append(" |\n");
  }

  private static Stream<JsonNode> targets(JsonNode run, boolean pairs) {
    return run.path("targets").valueStream().filter(target -> target.has("pair") == pairs);
  }

  /** Appends the table of clients and servers that were judged together, where there are any. */
  private void pairs(JsonNode run) {
    Map<String, Map<String, String>> words = new LinkedHashMap<>();
    Set<String> servers = new LinkedHashSet<>();
    targets(run, true)
        .forEach(target -> {
          JsonNode pair = target.path("pair");
          String server = pair.path("server").asText();
          servers.add(server);
          words
              .computeIfAbsent(pair.path("client").asText(), _ -> new HashMap<>())
              .put(server, word(target));
        });
    if (words.isEmpty()) {
      return;
    }
    text.append("\n### Client (down) and server (across): ").append(escaped(machine(run)));
    text.append("\n\n|");
    servers.forEach(server -> text.append(" | ").append(code(server)));
    text.append(" |\n|---").append("|:-:".repeat(servers.size())).append("|\n");
    words.forEach((client, row) -> {
      text.append("| ").append(code(client));
      servers.forEach(server -> text.append(" | ").append(row.getOrDefault(server, "")));
      text.append(" |\n");
    });
  }

  /** Returns the worst of a pair's verdicts; nothing where none was reached. */
  private static String word(JsonNode target) {
    return Stream.of("failed", "inconclusive", "expected-failure", "passed", "not-applicable")
        .filter(verdict -> count(target, verdict) > 0)
        .findFirst()
        .map(verdict -> verdict.replace('-', ' '))
        .orElse("");
  }

  private static long count(JsonNode target, String verdict) {
    return target.path("scenarios").valueStream().filter(s -> is(s, verdict)).count();
  }

  private void findings(JsonNode run, JsonNode target, String verdict) {
    if (count(target, verdict) == 0) {
      return;
    }
    String title =
        "%s: %s, %s"
            .formatted(
                verdict.replace('-', ' '),
                code(target.path("name").asText()),
                escaped(machine(run)));
    text.append("\n### ").append(title).append("\n\n");
    target
        .path("scenarios")
        .valueStream()
        .filter(scenario -> is(scenario, verdict))
        .forEach(this::finding);
  }

  private void finding(JsonNode scenario) {
    text.append("- **").append(scenario.path("id").asText()).append("** ");
    text.append(escaped(scenario.path("title").asText())).append(": ");
    text.append(escaped(scenario.path("reason").asText())).append("<br>");
    text.append(code(scenario.path("reproduce").asText())).append('\n');
  }

  private static boolean is(JsonNode scenario, String verdict) {
    return scenario.path("verdict").asText().equals(verdict);
  }

  private static String machine(JsonNode run) {
    JsonNode machine = run.path("machine");
    return "%s %s, Java %s"
        .formatted(
            machine.path("system").asText(),
            machine.path("architecture").asText(),
            machine.path("java").asText());
  }

  /** Returns text of which Markdown and HTML read nothing but the characters. */
  private static String escaped(String text) {
    return oneLine(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|~#])", "\\\\$1");
  }

  /** Returns text as code; HTML's own, since no text can end that before its end. */
  private static String code(String text) {
    String harmless = oneLine(text).replace("&", "&amp;").replace("<", "&lt;");
    return "<code>" + harmless.replaceAll("[\\\\`*_\\[\\]|~]", "\\\\$0") + "</code>";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
