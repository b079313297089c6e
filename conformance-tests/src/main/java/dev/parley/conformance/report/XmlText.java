// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

/** Texts of anybody in a document of XML. */
final class XmlText {

  private XmlText() {}

  /** Replaces what XML 1.0 cannot hold, however it is escaped. */
  static String legal(String text) {
    return text.codePoints()
        .map(c -> isLegal(c) ? c : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Returns the content of an element that reads as this text, and as nothing else. */
  static String escaped(String text) {
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x1_0000 && c <= 0x10_FFFF);
  }
}
