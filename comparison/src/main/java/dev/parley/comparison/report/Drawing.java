// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import java.util.Locale;

/**
 * Elements of an SVG, in their order; what they look like is said by their type, a class of CSS.
 */
final class Drawing {

  private final StringBuilder svg = new StringBuilder();

  /** Adds a text; it goes in as text, never as markup. */
  void text(double x, double y, String type, String text) {
    element("text", "x", at(x), "y", at(y), "class", type);
    svg.append('>').append(escaped(text)).append("</text>\n");
  }

  void line(double fromX, double fromY, double toX, double toY, String type) {
    String way = "M" + at(fromX) + " " + at(fromY) + "L" + at(toX) + " " + at(toY);
    element("path", "d", way, "class", type);
    svg.append("/>\n");
  }

  void rectangle(double x, double y, double width, double height, String type) {
    element(
        "rect", "x", at(x), "y", at(y), "width", at(width), "height", at(height), "class", type);
    svg.append("/>\n");
  }

  void dot(double x, double y, String type) {
    element("circle", "cx", at(x), "cy", at(y), "r", "4", "class", type);
    svg.append("/>\n");
  }

  /** Begins an element with these attributes, each a name and a value. */
  private void element(String name, String... attributes) {
    svg.append("  <").append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      svg.append(' ').append(attributes[i]).append("=\"").append(attributes[i + 1]).append('"');
    }
  }

  private static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
  }

  private static String escaped(String text) {
    // XML cannot hold control characters, however they are written.
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return svg.toString();
  }
}
