// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a factor from 1 to 100, such as {@code 2.5}. */
final class FactorConverter implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3})?")) {
      double factor = Double.parseDouble(text);
      if (factor >= 1 && factor <= 100) {
        return factor;
      }
    }
    throw new TypeConversionException(
        "'%s' is no factor from 1 to 100, such as 2.5".formatted(OneLine.of(text)));
  }
}
