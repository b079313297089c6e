// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Style;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds a style by its name. */
final class StyleConverter implements ITypeConverter<Style> {

  @Override
  public Style convert(String name) {
    return Style.all().stream()
        .filter(style -> style.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(unknown(name)));
  }

  private static String unknown(String name) {
    return "no style is named '%s'%s (there are: %s)"
        .formatted(OneLine.of(name), DidYouMean.hint(name, names()), String.join(", ", names()));
  }

  private static List<String> names() {
    return Style.all().stream().map(Style::name).toList();
  }

  /** The names, for the shell's completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
