// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of styles, as {@code parley styles} tells them: with the lines of code of each module,
 * and with what a comparison has measured.
 */
final class StylesTable implements Tables.Generator {

  private final Path root;

  /** Makes the generator for the project in {@code root}. */
  StylesTable(Path root) {
    this.root = root;
  }

  @Override
  public List<String> generate(Page page) throws IOException, InterruptedException {
    var figures = StyleFigures.read(root.resolve("docs/figures.json"));
    List<String> table = new ArrayList<>();
    table.add("| style | what it is | lines | threads | messages/s | memory | choose it when |");
    table.add("|---|---|--:|--:|--:|--:|---|");
    for (JsonNode style : styles()) {
      table.add(row(page, style, figures));
    }
    return table;
  }

  private JsonNode styles() throws IOException, InterruptedException {
    try (var workplace = new Workplace(root);
        var session = new Session(workplace.directory())) {
      var ask = new Step(0, "./parley styles --format json", List.of());
      return new ObjectMapper().readTree(String.join("\n", session.run(ask)));
    }
  }

  private String row(Page page, JsonNode style, StyleFigures figures) throws IOException {
    String name = style.required("name").textValue();
    Path module = root.resolve(module(name));
    return "| [`%s`](%s) | %s | %d | %s | %s | %s | %s |"
        .formatted(
            name,
            page.file().resolveSibling("").relativize(module),
            style.required("summary").textValue(),
            inHundreds(linesOfCode(module)),
            figures.threads(name),
            figures.throughput(name),
            figures.memory(name),
            figures.chooseWhen(name));
  }

  /** The directory of a module is its package's last name. */
  private static String module(String style) {
    String name =
        Style.all().stream()
            .filter(candidate -> candidate.name().equals(style))
            .findFirst()
            .orElseThrow()
            .getClass()
            .getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Exact, the number would be out of date with every change. */
  static long inHundreds(long lines) {
    return (lines + 50) / 100 * 100;
  }

  /** Neither blank lines count, nor comments, nor what describes packages and modules. */
  static long linesOfCode(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().endsWith("-info.java"))
          .flatMap(StylesTable::lines)
          .filter(StylesTable::isCode)
          .count();
    }
  }

  private static boolean isCode(String line) {
    return !line.isBlank() && !line.strip().matches("(//|/\\*|\\*).*");
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
