// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number that is not negative. */
class CountConverter implements ITypeConverter<Integer> {

  private final int most;

  CountConverter() {
    this(Integer.MAX_VALUE);
  }

  private CountConverter(int most) {
    this.most = most;
  }

  @Override
  public Integer convert(String text) {
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > most) {
      throw new TypeConversionException(
          "'%s' is no whole number from 0 to %d".formatted(text, most));
    }
    return Integer.parseInt(text);
  }

  /** Reads the number of a port. */
  static final class Port extends CountConverter {
    Port() {
      super(0xFFFF);
    }
  }
}
