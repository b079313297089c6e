// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Style;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The sizes of differences: class by class of two styles, or of each style with each other. */
final class DiffTable {

  private final StyleSources sources;
  private final PrintStream out;

  DiffTable(StyleSources sources, PrintStream out) {
    this.sources = sources;
    this.out = out;
  }

  /** Prints one line for each class, or pair of them, and last their sum. */
  void print(Style left, Style right, Counterparts counterparts) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("CLASS", "ALIKE", "CHANGED", "ONLY " + left.name(), "ONLY " + right.name()));
    for (SourcePair pair : counterparts.pairs()) {
      rows.add(row(pair.title(), pair.size()));
    }
    for (SourceFile file : counterparts.onlyLeft()) {
      rows.add(row(file.simpleName(), new DiffSize(0, 0, file.body().size(), 0)));
    }
    for (SourceFile file : counterparts.onlyRight()) {
      rows.add(row(file.simpleName(), new DiffSize(0, 0, 0, file.body().size())));
    }
    for (SourceFile file : counterparts.same()) {
      rows.add(row(file.simpleName(), new DiffSize(file.body().size(), 0, 0, 0)));
    }
    rows.add(row("all", counterparts.size()));
    Columns.print(rows, out);
  }

  private static List<String> row(String title, DiffSize size) {
    return List.of(
        title,
        Integer.toString(size.alike()),
        Integer.toString(size.changed()),
        Integer.toString(size.onlyLeft()),
        Integer.toString(size.onlyRight()));
  }

  /** Prints how many lines differ between each style and each of those before it. */
  void print(List<Style> styles) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("STYLE", "LINES"));
    styles.stream().limit(styles.size() - 1L).map(Style::name).forEach(head::add);
    rows.add(head);
    for (Style style : styles) {
      List<String> row = new ArrayList<>(List.of(style.name(), lines(style)));
      for (Style other : styles.subList(0, styles.size() - 1)) {
        row.add(other.order() < style.order() ? different(other, style) : "");
      }
      rows.add(row);
    }
    Columns.print(rows, out);
  }

  private String lines(Style style) {
    return Integer.toString(sources.of(style).stream().mapToInt(file -> file.body().size()).sum());
  }

  private String different(Style left, Style right) {
    Counterparts counterparts = Counterparts.of(sources.of(left), sources.of(right));
    return Integer.toString(counterparts.size().different());
  }
}
