// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import dev.parley.conformance.failure.Rule;
import dev.parley.conformance.failure.Rules;
import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages that are made of the gallery: its index, and the kill matrix. */
final class Pages {

  private static final String BEGIN = "<!-- table: begin -->\n";
  private static final String END = "<!-- table: end -->\n";

  private final Path project;
  private final List<Pitfall> pitfalls;
  private final Kills kills;
  private final Reasons reasons;

  Pages(Path project) throws IOException {
    this.project = project;
    this.pitfalls = new Gallery(project).all();
    this.kills = Kills.read(project.resolve("pitfalls/kill-matrix.tsv"));
    this.reasons = Reasons.read(project.resolve("pitfalls/reasons.txt"));
  }

  Path indexFile() {
    return project.resolve("pitfalls/README.md");
  }

  Path matrixFile() {
    return project.resolve("pitfalls/KILL-MATRIX.md");
  }

  void write() throws IOException {
    Files.writeString(indexFile(), index());
    Files.writeString(matrixFile(), matrix());
  }

  /** Returns the index with its table made anew; what stands around it is written by hand. */
  String index() throws IOException {
    String page = Files.readString(indexFile());
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    return before + "\n" + table() + "\n" + page.substring(page.indexOf(END));
  }

  private String table() {
    return table(
        List.of("what goes wrong", "style", "caught by", "breaks"),
        pitfalls.stream()
            .map(p ->
                List.of(
                    "[%s](gallery/%s/README.md)".formatted(p.title(), p.name()),
                    p.style(),
                    p.scenario(),
                    String.join(", ", p.rules()))));
  }

  /** Returns the kill matrix as a page. */
  String matrix() {
    return """
    # The kill matrix

    Which scenario catches which pitfall, by a failed assertion of its own; a crash, or a fault \
    of the harness, counts for
    nothing. This page is made by `mvn -Pkill-matrix` from `kill-matrix.tsv` and \
    `reasons.txt`.

    ## Scenarios

    A scenario that is the only one to catch a pitfall is needed for it; another one says why \
    it is kept.

    %s
    ## Rules

    %s
    ## Pitfalls and scenarios

    `own` is the scenario that was made for the pitfall; `x` is another that catches it. \
    Scenarios that catch none have no
    column.

    %s\
    """
        .formatted(scenarios(), rules(), grid());
  }

  private String scenarios() {
    return table(
        List.of("scenario", "catches", "is the only one to catch, or is kept because"),
        Catalogue.all().stream()
            .map(s ->
                List.of(
                    s.id() + " " + s.title(),
                    Long.toString(
                        kills.rows().values().stream()
                            .filter(row -> row.by().contains(s.id()))
                            .count()),
                    whyKept(s.id()))));
  }

  private String whyKept(String scenario) {
    List<String> only = kills.onlyBy(scenario);
    return only.isEmpty() ? reasons.of(scenario).orElse("") : String.join(", ", only);
  }

  private String rules() {
    return table(
        List.of("rule", "is broken by, or by none because"),
        Rules.all().values().stream().map(rule -> List.of(rule.id(), brokenBy(rule))));
  }

  private String brokenBy(Rule rule) {
    String names =
        pitfalls.stream()
            .filter(pitfall -> pitfall.rules().contains(rule.id()))
            .map(Pitfall::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? whyUnbroken(rule) : names;
  }

  private String whyUnbroken(Rule rule) {
    String notTested = rule.notTested();
    return notTested == null ? reasons.of(rule.id()).orElse("") : "Not tested: " + notTested;
  }

  private String grid() {
    List<String> ids =
        Catalogue.all().stream().map(ScenarioInfo::id).filter(this::catchesAny).toList();
    return table(
        Stream.concat(Stream.of("pitfall"), ids.stream()).toList(),
        pitfalls.stream()
            .map(pitfall ->
                Stream.concat(Stream.of(pitfall.name()), ids.stream().map(id -> cell(pitfall, id)))
                    .toList()));
  }

  private boolean catchesAny(String scenario) {
    return kills.rows().values().stream().anyMatch(row -> row.by().contains(scenario));
  }

  private String cell(Pitfall pitfall, String scenario) {
    if (!kills.by(pitfall.name()).contains(scenario)) {
      return "";
    }
    return pitfall.scenario().equals(scenario) ? "own" : "x";
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    String line = "|---".repeat(head.size()) + "|\n";
    return row(head) + line + rows.map(Pages::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
