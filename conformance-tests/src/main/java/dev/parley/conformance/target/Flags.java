// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.Trait;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Parts of a command line that runs the same again. */
final class Flags {

  private Flags() {}

  /** Returns a word as a POSIX shell reads it as one. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Returns {@code " --without limit"} for what is missing; nothing where no trait is. */
  static String without(Set<Trait> traits) {
    Set<Trait> missing = EnumSet.allOf(Trait.class);
    missing.removeAll(traits);
    return missing.isEmpty()
        ? ""
        : missing.stream().map(Trait::label).collect(Collectors.joining(",", " --without ", ""));
  }
}
