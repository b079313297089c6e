// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number that is not negative. */
class CountConverter implements ITypeConverter<Integer> {

  private final int least;
  private final int most;

  CountConverter() {
    this(0, Integer.MAX_VALUE);
  }

  private CountConverter(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Integer convert(String text) {
    if (!text.matches("[0-9]{1,10}") || !isInRange(Long.parseLong(text))) {
      throw new TypeConversionException(
          "'%s' is no whole number from %d to %d".formatted(text, least, most));
    }
    return Integer.parseInt(text);
  }

  private boolean isInRange(long number) {
    return number >= least && number <= most;
  }

  /** Reads how many processors there are to be. */
  static final class Processors extends CountConverter {
    Processors() {
      super(1, 64);
    }
  }

  /** Reads the number of a port. */
  static final class Port extends CountConverter {
    Port() {
      super(0, 0xFFFF);
    }
  }
}
