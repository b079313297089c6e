// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Frame;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes: {@code 4096}, {@code 64k} (of 1,024), {@code 1m} (of 1,024k). */
class SizeConverter implements ITypeConverter<Integer> {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,10})([kKmM]?)");

  private final int most;

  SizeConverter() {
    this(Integer.MAX_VALUE);
  }

  private SizeConverter(int most) {
    this.most = most;
  }

  @Override
  public Integer convert(String text) {
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "'%s' is no size: give it as 4096, 64k or 1m".formatted(text));
    }
    long bytes = Long.parseLong(parts.group(1)) * unit(parts.group(2));
    if (bytes > most) {
      throw new TypeConversionException(
          "'%s' is too large: at most %d bytes".formatted(text, most));
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

  /** Reads a maximum payload, which the protocol limits. */
  static final class Payload extends SizeConverter {
    Payload() {
      super(Frame.LARGEST_MAXIMUM_PAYLOAD);
    }
  }
}
