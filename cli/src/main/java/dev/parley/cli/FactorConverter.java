// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a factor from 1 to 100, such as {@code 2.5}. */
class FactorConverter implements ITypeConverter<Double> {

  private final double least;

  FactorConverter() {
    this(1);
  }

  private FactorConverter(double least) {
    this.least = least;
  }

  @Override
  public Double convert(String text) {
    if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3})?")) {
      double factor = Double.parseDouble(text);
      if (factor >= least && factor <= 100) {
        return factor;
      }
    }
    throw new TypeConversionException(
        "'%s' is no factor from %s to 100, such as 2.5"
            .formatted(OneLine.of(text), least == 1 ? "1" : Double.toString(least)));
  }

  /** Reads one that may also make less. */
  static final class Share extends FactorConverter {
    Share() {
      super(0.01);
    }
  }
}
