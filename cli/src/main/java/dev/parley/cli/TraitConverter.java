// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Trait;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds a trait by its label. */
final class TraitConverter implements ITypeConverter<Trait> {

  @Override
  public Trait convert(String label) {
    return Arrays.stream(Trait.values())
        .filter(trait -> trait.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(unknown(label)));
  }

  private static String unknown(String label) {
    return "no trait is named '%s'%s (there are: %s)"
        .formatted(
            OneLine.of(label), DidYouMean.hint(label, labels()), String.join(", ", labels()));
  }

  private static List<String> labels() {
    return Arrays.stream(Trait.values()).map(Trait::label).toList();
  }

  /** The labels, for the shell's completion. */
  static final class Labels implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return labels().iterator();
    }
  }
}
