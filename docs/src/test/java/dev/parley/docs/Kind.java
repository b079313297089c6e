// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of blocks that can be checked, and how a reader (and the checker) tells them apart. */
enum Kind {
  /** Commands and what they print: {@code console}. */
  CONSOLE("blocks of commands"),
  /** Source code that is found in the file to which the paragraph before links last. */
  EXCERPT("excerpts"),
  /** A program that the paragraph before says to save under a name; a command runs it then. */
  PROGRAM("programs"),
  /** Frames in hex, without a language. */
  BYTES("blocks of bytes"),
  /** The drawing of a frame, without a language. */
  DRAWING("drawings");

  private static final Pattern SOURCE_LINK =
      Pattern.compile(".*\\]\\((?![a-z]+:)([^)#\\s]+\\.(?!md\\))\\w+)\\)[^\\]]*");
  private static final Pattern SAVE_AS =
      Pattern.compile(".*\\b[Ss]aved? (?:it |this )?as `([\\w.]+)`.*");

  private final String plural;

  Kind(String plural) {
    this.plural = plural;
  }

  String plural() {
    return plural;
  }

  /** Returns the kind of a block, or nothing: then nobody knows whether it is true. */
  static Optional<Kind> of(Block block) {
    if (block.language().equals("console")) {
      return Optional.of(CONSOLE);
    }
    if (block.language().isEmpty()) {
      boolean hex = block.lines().stream().allMatch(Bytes::isHex);
      return hex
          ? Optional.of(BYTES)
          : Drawing.isOne(block) ? Optional.of(DRAWING) : Optional.empty();
    }
    if (savedAs(block).isPresent()) {
      return Optional.of(PROGRAM);
    }
    return source(block).map(_ -> EXCERPT);
  }

  boolean is(Block block) {
    return of(block).equals(Optional.of(this));
  }

  /** Returns the link to the file that an excerpt is from. */
  static Optional<String> source(Block block) {
    return firstGroup(SOURCE_LINK, block.lead());
  }

  /** Returns the name under which a program is to be saved. */
  static Optional<String> savedAs(Block block) {
    return firstGroup(SAVE_AS, block.lead());
  }

  private static Optional<String> firstGroup(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
