// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;

/** Types, codes and frames as people call them. */
public final class Names {

  private static final String[] CODES = {
    "TOO_LARGE", "UNKNOWN_TYPE", "BAD_REQUEST", "TIMEOUT", "BUSY", "INTERNAL"
  };

  private Names() {}

  /** Returns a type as a word where Parley/1 has one, else as {@code type 0x20}. */
  public static String type(int type) {
    return switch (type) {
      case 0x01 -> "ECHO";
      case 0x02 -> "DELAY";
      case 0x81 -> "ECHO reply";
      case 0x82 -> "DELAY reply";
      case 0xFF -> "ERROR";
      default -> "type 0x%02X".formatted(type);
    };
  }

  /** Returns an error code as a word where Parley/1 has one, else as {@code code 9}. */
  public static String code(int code) {
    return code >= 1 && code <= CODES.length ? CODES[code - 1] : "code " + code;
  }

  /** Returns an id as a decimal number, large ones in hexadecimal. */
  public static String id(int id) {
    return id >= 0 && id < 1_000_000 ? "id " + id : "id 0x%08X".formatted(id);
  }

  /** Returns type, id and size of a frame. */
  public static String frame(int type, int id, long length) {
    return type(type) + ", " + id(id) + ", " + count(length, "byte");
  }

  /** Returns the code and the reason of an ERROR's payload. */
  public static String error(byte[] payload) {
    if (payload.length == 0) {
      return "no code";
    }
    String code = code(Byte.toUnsignedInt(payload[0]));
    String reason = new String(Arrays.copyOfRange(payload, 1, payload.length), UTF_8);
    return reason.isEmpty() ? code : code + " \"" + printable(reason) + '"';
  }

  /** Returns a number with its noun, in the plural where it is one. */
  public static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /**
   * Returns text from elsewhere, made fit for a line of a log or a terminal: every control and
   * format character is shown as an escape.
   */
  public static String printable(String text) {
    var line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (isHarmless(c)) {
            line.appendCodePoint(c);
          } else {
            line.append("\\u{%x}".formatted(c));
          }
        });
    return line.toString();
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
