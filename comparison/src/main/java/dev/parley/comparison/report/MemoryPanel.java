// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Memory;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an idle connection costs each server of a picture: a bar, or why there is none. */
final class MemoryPanel {

  private static final double KIBIBYTE = 1_024;

  private final Comparison all;
  private final PictureRows rows;
  private final Drawing drawing;

  MemoryPanel(Comparison all, PictureRows rows, Drawing drawing) {
    this.all = all;
    this.rows = rows;
    this.drawing = drawing;
  }

  /** Draws it, if any of the servers was asked. */
  void draw(int x) {
    OptionalDouble most =
        rows.subjects().stream()
            .flatMap(one -> resident(one.name()).stream())
            .mapToDouble(Double::doubleValue)
            .max();
    if (most.isEmpty()) {
      return;
    }
    rows.title(drawing, x, "memory", "of an idle connection");
    for (int row = 0; row < rows.subjects().size(); row++) {
      String name = rows.subjects().get(row).name();
      Optional<Double> bytes = resident(name);
      if (bytes.isPresent()) {
        double share = Math.max(0, bytes.get() / most.getAsDouble());
        double width = Math.max(1, PictureRows.PLOT * share);
        drawing.rectangle(x, rows.middle(row) - 5, width, 10, "memory");
        String text = String.format(Locale.ROOT, "%.1f KiB", bytes.get() / KIBIBYTE);
        rows.number(drawing, x, row, text);
      } else {
        drawing.text(x, rows.middle(row) + 4, "dim", end(name));
      }
    }
  }

  private Optional<Double> resident(String name) {
    return all.memory().stream()
        .filter(one -> one.subject().equals(name))
        .map(Memory::residentPerConnection)
        .flatMap(value -> Optional.ofNullable(value).stream())
        .findFirst();
  }

  /** Returns why there is no memory of idle connections to tell. */
  private String end(String name) {
    return all.growth().stream()
        .filter(one -> one.subject().equals(name) && one.error() != null)
        .map(one -> String.format(Locale.ROOT, "holds %,d, no more", one.reached()))
        .findFirst()
        .orElse("–");
  }
}
