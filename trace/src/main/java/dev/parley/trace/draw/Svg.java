// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import java.util.Locale;

/** Writes the elements of a picture; text goes in as text, never as markup. */
final class Svg {

  private final StringBuilder out = new StringBuilder();

  /** Adds markup as it is. */
  Svg raw(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  /** Adds a rectangle; what it means is shown to whoever points at it. */
  Svg rect(String classes, double x, double y, double width, double height, String meaning) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"",
            classes,
            number(x),
            number(y),
            number(width),
            number(height)));
    out.append(meaning.isEmpty() ? "/>" : "><title>" + escaped(meaning) + "</title></rect>");
    out.append('\n');
    return this;
  }

  Svg text(String classes, double x, double y, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n",
            classes,
            number(x),
            number(y),
            escaped(text)));
    return this;
  }

  /** A tenth of a pixel is enough, and a whole one needs no point. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
