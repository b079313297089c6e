// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The kill matrix as it was found out: which scenarios caught which pitfall by an assertion.
 *
 * @param scenarios the fingerprints of the scenarios, by their ids
 * @param rows what came of each pitfall, by name
 */
record Kills(Map<String, String> scenarios, Map<String, Row> rows) {

  private static final String SCENARIO = "scenario";
  private static final String PITFALL = "pitfall";

  /**
   * What came of a pitfall.
   *
   * @param fingerprint of the pitfall as it was tried
   * @param by the ids of the scenarios that caught it
   */
  record Row(String fingerprint, Set<String> by) {}

  /** Returns a matrix in which nothing is known. */
  static Kills none() {
    return new Kills(new TreeMap<>(), new TreeMap<>());
  }

  /** Reads a file: a line for each scenario and each pitfall, in columns divided by tabs. */
  static Kills read(Path file) throws IOException {
    Kills kills = none();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] columns = line.split("\t", -1);
        if (columns[0].equals(SCENARIO)) {
          kills.scenarios.put(columns[1], columns[2]);
        } else {
          Set<String> by = new TreeSet<>(List.of(columns[3].split(" ", -1)));
          by.remove("");
          kills.rows.put(columns[1], new Row(columns[2], by));
        }
      }
    }
    return kills;
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    scenarios.forEach((id, hash) -> lines.add(String.join("\t", SCENARIO, id, hash)));
    rows.forEach((name, row) ->
        lines.add(String.join("\t", PITFALL, name, row.fingerprint(), String.join(" ", row.by()))));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /** Returns which scenarios have caught a pitfall; none, where it was not tried. */
  Set<String> by(String pitfall) {
    Row row = rows.get(pitfall);
    return row == null ? Set.of() : row.by();
  }

  /** Returns the pitfalls that a scenario alone has caught. */
  List<String> onlyBy(String scenario) {
    return rows.entrySet().stream()
        .filter(row -> row.getValue().by().equals(Set.of(scenario)))
        .map(Map.Entry::getKey)
        .toList();
  }
}
