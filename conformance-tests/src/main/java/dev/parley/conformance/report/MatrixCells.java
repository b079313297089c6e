// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the picture of a check shows: a row for each target, a column for each scenario. Where a
 * client was judged together with several servers, each of these is a column in the client's row.
 *
 * @param rows in the order of the runs and their targets
 * @param columns in the order of their letters and numbers
 */
record MatrixCells(List<Row> rows, List<Column> columns) {

  /** The order of the chapters on the suite, and not that of the alphabet. */
  private static final String LETTERS = "FRLCDTPSX";

  private static final String NOT_APPLICABLE = "not-applicable";

  /**
   * One scenario.
   *
   * @param scenario its id
   * @param server whom the client talks to; empty where a target is judged alone
   */
  record Column(String scenario, String server) {

    /** Returns the letter that says what it is about. */
    String letter() {
      return scenario.substring(0, 1);
    }

    private int place() {
      int place = LETTERS.indexOf(letter());
      return place < 0 ? LETTERS.length() : place;
    }
  }

  /**
   * One target.
   *
   * @param machine where it was judged
   * @param verdicts as {@link JsonReport} writes them; a scenario that was not run is missing
   */
  record Row(String name, String machine, Map<Column, String> verdicts) {

    /** Returns how many of its scenarios have come to a verdict. */
    long count(String verdict) {
      return verdicts.values().stream().filter(verdict::equals).count();
    }

    /** Returns how many apply. */
    long run() {
      return verdicts.size() - count(NOT_APPLICABLE);
    }
  }

  /** Returns the cells of these runs, without the letters of which nothing applies to anybody. */
  static MatrixCells of(List<JsonNode> runs) {
    List<Row> rows = runs.stream().flatMap(run -> rows(run).stream()).toList();
    Set<String> letters = new LinkedHashSet<>();
    Set<Column> all = new LinkedHashSet<>();
    for (Row row : rows) {
      all.addAll(row.verdicts.keySet());
      row.verdicts.forEach((column, verdict) -> {
        if (!verdict.equals(NOT_APPLICABLE)) {
          letters.add(column.letter());
        }
      });
    }
    // Servers keep the order in which they were found: the sort is stable.
    List<Column> columns =
        all.stream()
            .filter(column -> letters.contains(column.letter()))
            .sorted(Comparator.comparingInt(Column::place).thenComparing(Column::scenario))
            .toList();
    return new MatrixCells(rows, columns);
  }

  private static List<Row> rows(JsonNode run) {
    JsonNode machine = run.path("machine");
    String where =
        "%s %s, Java %s"
            .formatted(
                machine.path("system").asText(),
                machine.path("architecture").asText(),
                machine.path("java").asText());
    Map<String, Row> rows = new LinkedHashMap<>();
    for (JsonNode target : run.path("targets")) {
      JsonNode pair = target.path("pair");
      String name = target.path("name").asText();
      Row row =
          rows.computeIfAbsent(
              pair.path("client").asText(name), key -> new Row(key, where, new LinkedHashMap<>()));
      for (JsonNode scenario : target.path("scenarios")) {
        var column = new Column(scenario.path("id").asText(), pair.path("server").asText(""));
        row.verdicts.put(column, scenario.path("verdict").asText());
      }
    }
    return List.copyOf(rows.values());
  }

  /** Returns how many scenarios there are, each counted once. */
  long scenarios() {
    return columns.stream().map(Column::scenario).distinct().count();
  }

  /** Returns the machines, each once. */
  List<String> machines() {
    return rows.stream().map(Row::machine).distinct().toList();
  }

  /** Returns how many verdicts of this kind there are. */
  long count(String verdict) {
    return rows.stream().mapToLong(row -> row.count(verdict)).sum();
  }
}
