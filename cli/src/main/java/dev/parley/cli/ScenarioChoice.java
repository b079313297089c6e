// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.ExpectedFailures;
import dev.parley.conformance.run.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which scenarios are to be played, and which of them are known to fail. */
final class ScenarioChoice {

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      split = ",",
      description =
          "Run the scenarios whose id or title matches, as in --only R03,'*half-close*'; may be"
              + " given more than once.")
  private List<String> only = List.of();

  @Option(
      names = "--skip",
      paramLabel = "PATTERN",
      split = ",",
      description = "Leave out the scenarios whose id or title matches, as in --skip 'L*'.")
  private List<String> skip = List.of();

  @Option(
      names = "--expect",
      paramLabel = "FILE",
      description =
          "Failures that are known, one on a line: pattern | text | reason. Such a scenario must"
              + " still fail, and its failure must still say the text; if it passes, the check"
              + " fails.")
  private @Nullable Path expected;

  /**
   * Returns the choice.
   *
   * @throws CommandException if a pattern matches nothing, or nothing is left
   */
  Selection selection() {
    var selection = new Selection(only, skip);
    List<String> unmatched = selection.unmatched();
    if (!unmatched.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "no scenario's id or title matches '%s'; --list tells which there are"
              .formatted(OneLine.of(unmatched.getFirst())));
    }
    if (selection.scenarios().isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "--skip leaves no scenario of those to run");
    }
    return selection;
  }

  /**
   * Returns the failures that are known.
   *
   * @throws CommandException if the file cannot be read or a line of it is wrong
   */
  ExpectedFailures expected() {
    if (expected == null) {
      return ExpectedFailures.NONE;
    }
    try {
      return ExpectedFailures.parse(Files.readAllLines(expected));
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.USAGE, "--expect: %s:%s".formatted(expected, OneLine.of(e)));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "--expect: cannot read '%s': %s".formatted(expected, OneLine.why(e)));
    }
  }
}
