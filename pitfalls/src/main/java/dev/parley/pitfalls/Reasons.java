// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a rule has no pitfall, and why a scenario is kept that is not the only one to catch any.
 *
 * @param byPattern the reasons, by an id or by its beginning and a {@code *}
 */
record Reasons(Map<String, String> byPattern) {

  private static final String COLUMN = " | ";

  /** Reads a file of lines {@code PATTERN | reason}; those that begin with # are comments. */
  static Reasons read(Path file) throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int column = line.indexOf(COLUMN);
      if (column > 0 && !line.startsWith("#")) {
        reasons.put(line.substring(0, column), line.substring(column + COLUMN.length()));
      }
    }
    return new Reasons(reasons);
  }

  Optional<String> of(String id) {
    return byPattern.entrySet().stream()
        .filter(reason -> matches(reason.getKey(), id))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static boolean matches(String pattern, String id) {
    return pattern.endsWith("*")
        ? id.startsWith(pattern.substring(0, pattern.length() - 1))
        : id.equals(pattern);
  }
}
