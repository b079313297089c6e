// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 2s}, {@code 1m}; and {@code 0}, which needs no unit. */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,10})(ms|s|m)|0");

  /** The launch contract's own limit: milliseconds in 31 bits. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  @Override
  public Duration convert(String text) {
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "'%s' is no duration: give it as 500ms, 2s, 1m or 0".formatted(text));
    }
    Duration duration = duration(parts);
    if (duration.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "'%s' is too long: at most %dms".formatted(text, LONGEST.toMillis()));
    }
    return duration;
  }

  private static Duration duration(Matcher parts) {
    if (parts.group(2) == null) {
      return Duration.ZERO;
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }
}
