// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conformance.report.MatrixCells.Column;
import dev.parley.conformance.report.MatrixCells.Row;
import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Results as a picture to be shown on other pages: a square for each scenario and target. The frame
 * and the colours are the resource {@code matrix.svg}; each verdict has a shape of its own, too.
 */
public final class MatrixPicture {

  private static final String FRAME = "/dev/parley/conformance/matrix.svg";

  private static final int MARGIN = 18;
  private static final int PITCH = 8; // from one square to the next
  private static final int GAP = 10; // between two letters
  private static final int ROW = 18;
  private static final int HEAD = 78; // what is above the first row
  private static final int FOOT = 66; // what is below the last
  private static final int COUNTS = 150;
  private static final int NARROWEST = 640;
  private static final int LETTER = 7; // the width of one, about
  private static final int LONGEST_NAME = 32;

  /** What a letter of the scenarios is about. */
  private static final Map<String, String> ABOUT =
      Map.of(
          "F", "frames",
          "R", "rough clients",
          "L", "the life of a server",
          "C", "clients",
          "D", "datagrams",
          "T", "TLS",
          "P", "pairs, as a client of each server in turn",
          "S", "how a program of a server is started",
          "X", "programs that are clients");

  /** One kind of cell: its word, and its shape from the upper left corner on. */
  private record Sign(String verdict, String word, String shape) {}

  private static final List<Sign> SIGNS =
      List.of(
          new Sign("passed", "passed", "h7v7h-7z"),
          new Sign("failed", "failed", "l7 7m0-7l-7 7"),
          new Sign("inconclusive", "inconclusive", "m1 1h5v5h-5z"),
          new Sign("expected-failure", "failed as expected", "m0 7 3.5-7 3.5 7z"),
          new Sign("not-applicable", "not applicable", "m2.5 3.5h2"));

  private final MatrixCells cells;
  private final Map<Column, Integer> places = new HashMap<>();
  private final StringBuilder body = new StringBuilder();
  private int width;

  private MatrixPicture(MatrixCells cells) {
    this.cells = cells;
  }

  /**
   * Writes the picture, as SVG in UTF-8; the stream stays open.
   *
   * @param runs what {@link JsonReport} tells of one run or several; each target is a row
   * @throws IOException if the stream does
   */
  public static void write(List<JsonNode> runs, OutputStream out) throws IOException {
    out.write(new MatrixPicture(MatrixCells.of(runs)).draw().getBytes(UTF_8));
    out.flush();
  }

  private String draw() throws IOException {
    heads();
    for (int i = 0; i < cells.rows().size(); i++) {
      row(cells.rows().get(i), HEAD + i * ROW);
    }
    int end = HEAD + cells.rows().size() * ROW;
    legend(end + 24);
    // What strangers have written goes in last: a text that looks like a place is left as it is.
    return frame()
        .replace("@WIDTH@", Integer.toString(width))
        .replace("@HEIGHT@", Integer.toString(end + FOOT))
        .replace("@TOLD@", told())
        .replace("@BODY@", body);
  }

  private String told() {
    return counted(cells.rows().size(), "target") + ", " + counted(cells.scenarios(), "scenario");
  }

  private static String counted(long count, String what) {
    return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }

  /** Gives each column its place, and each letter its head. */
  private void heads() {
    int longest = cells.rows().stream().mapToInt(row -> label(row).length()).max().orElse(0);
    int x = MARGIN + longest * (LETTER + 1);
    String letter = "";
    for (Column column : cells.columns()) {
      if (!column.letter().equals(letter)) {
        letter = column.letter();
        x += GAP;
        text(x, HEAD - 11, "letter", letter);
      }
      places.put(column, x);
      x += PITCH;
    }
    width = Math.max(x + GAP + COUNTS, NARROWEST);
    text(width - COUNTS, HEAD - 11, "dim", "passed of run");
    text(width - MARGIN, 28, "dim end", told());
  }

  private void row(Row row, int y) {
    text(MARGIN, y + 8, "", label(row));
    for (Sign sign : SIGNS) {
      var path = new StringBuilder();
      for (Column column : cells.columns()) {
        if (sign.verdict.equals(row.verdicts().get(column))) {
          path.append('M').append(places.get(column)).append(' ').append(y).append(sign.shape);
        }
      }
      path(sign, path.toString());
    }
    int x = width - COUNTS;
    String told = "%d of %d".formatted(row.count("passed"), row.run());
    text(x, y + 8, "", told);
    if (row.count("failed") > 0) {
      text(x + told.length() * LETTER + 6, y + 8, "bad", row.count("failed") + " failed");
    }
  }

  private String label(Row row) {
    String name = row.name().replaceAll("\\s+", " ");
    String whole = cells.machines().size() > 1 ? name + ", " + row.machine() : name;
    return whole.length() <= LONGEST_NAME ? whole : whole.substring(0, LONGEST_NAME - 1) + "…";
  }

  private void legend(int y) {
    int x = MARGIN;
    for (Sign sign : SIGNS) {
      long count = cells.count(sign.verdict);
      if (count > 0) {
        path(sign, "M" + x + ' ' + (y - 8) + sign.shape);
        String text = "%,d %s".formatted(count, sign.word);
        text(x + 14, y, "", text);
        x += 34 + text.length() * LETTER;
      }
    }
    List<String> letters =
        cells.columns().stream()
            .map(Column::letter)
            .distinct()
            .map(letter -> letter + " " + ABOUT.getOrDefault(letter, "others"))
            .toList();
    text(MARGIN, y + 24, "dim", String.join(" · ", letters));
    if (cells.machines().size() == 1) {
      text(width - MARGIN, y, "dim end", cells.machines().getFirst());
    }
  }

  private void text(int x, int y, String type, String text) {
    body.append("  <text x=\"%d\" y=\"%d\" class=\"%s\">".formatted(x, y, type));
    body.append(XmlText.escaped(text)).append("</text>\n");
  }

  private void path(Sign sign, String shapes) {
    if (!shapes.isEmpty()) {
      body.append("  <path class=\"%s\" d=\"%s\"/>\n".formatted(sign.verdict, shapes));
    }
  }

  private static String frame() throws IOException {
    try (InputStream frame = MatrixPicture.class.getResourceAsStream(FRAME)) {
      if (frame == null) {
        throw new HarnessFault("the class path lacks " + FRAME, null);
      }
      return new String(frame.readAllBytes(), UTF_8);
    }
  }
}
