// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.model.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the servers of a picture do at one workload, each against the baseline. */
final class RatioPanel {

  private final Comparison all;
  private final Workload workload;
  private final PictureRows rows;
  private final Drawing drawing;
  private final RatioScale scale;

  RatioPanel(
      Comparison all, Workload workload, PictureRows rows, Drawing drawing, RatioScale scale) {
    this.all = all;
    this.workload = workload;
    this.rows = rows;
    this.drawing = drawing;
    this.scale = scale;
  }

  /**
   * Draws it.
   *
   * @param ratios those of all servers at all workloads
   * @param chance what one server differs from itself by, at all workloads
   */
  void draw(int x, List<Ratio> ratios, List<Ratio> chance) {
    // In two lines: how many connections, and the rest.
    String[] title = workload.title().split("(?= \u00d7 )|, (?=[^,]*$)", 2);
    String rest = title.length > 1 ? title[1].strip() : "";
    rows.title(drawing, x, workload.id() + ": " + title[0], rest);
    if (!ratios.isEmpty()) {
      chance.stream().filter(this::isHere).forEach(one -> chance(x, one));
      axis(x);
    }
    for (int row = 0; row < rows.subjects().size(); row++) {
      row(x, row, rows.subjects().get(row).name(), ratios);
    }
  }

  private boolean isHere(Ratio ratio) {
    return ratio.workload().equals(workload.id());
  }

  private void chance(int x, Ratio ratio) {
    double low = place(x, ratio.low());
    int height = rows.bottom() - rows.first();
    drawing.rectangle(low, rows.first(), place(x, ratio.high()) - low, height, "chance");
  }

  private void axis(int x) {
    for (double mark : scale.marks()) {
      double at = place(x, mark);
      drawing.line(at, rows.first(), at, rows.bottom() + 4, mark == 1 ? "one" : "grid");
      drawing.text(at, rows.bottom() + 17, "mark", RatioScale.text(mark));
    }
  }

  private void row(int x, int row, String subject, List<Ratio> ratios) {
    Optional<Cell> cell =
        all.cells().stream()
            .filter(one -> one.workload().equals(workload.id()) && one.subject().equals(subject))
            .findFirst();
    Optional<Ratio> ratio =
        ratios.stream().filter(one -> isHere(one) && one.subject().equals(subject)).findFirst();
    int y = rows.middle(row);
    if (ratio.isPresent()) {
      Ratio one = ratio.get();
      drawing.line(place(x, one.low()), y, place(x, one.high()), y, "range");
      drawing.dot(place(x, one.median()), y, one.differs() ? "told" : "untold");
    }
    // Where nothing is drawn, the number takes its place.
    int left = ratios.isEmpty() ? x - PictureRows.PLOT - PictureRows.GAP : x;
    rows.number(drawing, left, row, cell.map(one -> number(one, ratio)).orElse("–"));
  }

  private double place(int x, double ratio) {
    return x + PictureRows.PLOT * scale.place(ratio);
  }

  /** The ratio; of the baseline, and of one that is alone, how many messages there were. */
  private static String number(Cell cell, Optional<Ratio> ratio) {
    String text =
        ratio
            .map(one ->
                String.format(Locale.ROOT, "%.2f", one.median()) + (one.differs() ? "" : "~"))
            .orElseGet(() -> rate(cell.median(Sample::messagesPerSecond).orElse(0)));
    return text + (cell.clientBound() ? "*" : "");
  }

  /** Returns a rate to three digits. */
  static String rate(double perSecond) {
    if (perSecond >= 1e6) {
      return String.format(Locale.ROOT, "%.2f M/s", perSecond / 1e6);
    }
    String thousands = perSecond >= 1e5 ? "%.0f k/s" : "%.1f k/s";
    return perSecond >= 1e4
        ? String.format(Locale.ROOT, thousands, perSecond / 1e3)
        : String.format(Locale.ROOT, "%,.0f/s", perSecond);
  }
}
