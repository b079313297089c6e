// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes: {@code 4096}, {@code 64k} (of 1,024), {@code 1m} (of 1,024k). */
final class SizeConverter implements ITypeConverter<Integer> {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,10})([kKmM]?)");

  @Override
  public Integer convert(String text) {
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "'%s' is no size: give it as 4096, 64k or 1m".formatted(text));
    }
    long bytes = Long.parseLong(parts.group(1)) * unit(parts.group(2));
    if (bytes > Integer.MAX_VALUE) {
      throw new TypeConversionException(
          "'%s' is too large: at most %d bytes".formatted(text, Integer.MAX_VALUE));
    }
    return (int) bytes;
  }

  private static long unit(String letter) {
    return switch (letter) {
      case "k", "K" -> 1024;
      case "m", "M" -> 1024 * 1024;
      default -> 1;
    };
  }
}
