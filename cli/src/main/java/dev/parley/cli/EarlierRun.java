// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.measure.Changes;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an earlier comparison is wanted for. */
final class EarlierRun {

  /** What may be said where nothing is measured. */
  private static final List<String> WITHOUT_MEASURING = List.of("--from", "--against", "--out");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "A comparison.json of an earlier run: tell what has changed since.")
  private @Nullable Path against;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "A comparison.json, or a figures.json, of an earlier run: tell it again, and write anew"
              + " what is made of it. Nothing is measured.")
  private @Nullable Path from;

  /**
   * Returns the run that is to be told again; nothing where one is to be measured.
   *
   * @throws ParameterException if more is asked for than to tell it
   */
  Optional<Comparison> toTell() {
    if (from == null) {
      return Optional.empty();
    }
    for (ArgSpec given : command.commandLine().getParseResult().matchedArgs()) {
      if (!(given instanceof OptionSpec option)
          || !WITHOUT_MEASURING.contains(option.longestName())) {
        throw new ParameterException(
            command.commandLine(), "--from measures nothing: only --against and --out go with it");
      }
    }
    return Optional.of(read("--from", from));
  }

  /** Returns the run that another one is compared with. */
  Optional<Comparison> before() {
    return Optional.ofNullable(against).map(file -> read("--against", file));
  }

  /** Adds to a run what has changed since the other one. */
  static Comparison complete(Comparison now, Optional<Comparison> before) {
    return before.map(old -> Changes.against(old, now)).orElse(now);
  }

  private static Comparison read(String option, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ComparisonFile.read(in);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "%s: cannot read '%s': %s".formatted(option, file, OneLine.why(e)));
    }
  }
}
