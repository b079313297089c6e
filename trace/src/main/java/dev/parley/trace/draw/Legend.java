// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

/** Says below a picture what its signs mean. */
final class Legend {

  private static final double LETTER = 5.8;
  private static final double SIGN = 22;
  private static final double GAP = 20;

  private Legend() {}

  static void draw(Svg svg, double left, double y) {
    double x = left;
    x = sign(svg, "nobody frame", 4, 14, "frame", x, y);
    x = sign(svg, "nobody bytes", 2, 8, "bytes, opened, closed", x, y);
    x = sign(svg, "nobody measured_wait", 16, 12, "waits, measured", x, y);
    x = sign(svg, "nobody derived_wait", 16, 12, "waits, by samples", x, y);
    x = sign(svg, "nobody work", 16, 12, "runs, by samples", x, y);
    sign(svg, "nobody owed", 16, 3, "reply owed, no thread waits", x, y);
  }

  private static double sign(
      Svg svg, String classes, double width, double height, String text, double x, double y) {
    svg.rect(classes, x, y - height / 2, width, height, "");
    svg.text("key", x + SIGN, y + 4, text);
    return x + SIGN + text.length() * LETTER + GAP;
  }
}
