// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Style;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lays the sources of two styles side by side. */
@Command(
    name = "diff",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.BUG,
    versionProvider = Version.class,
    description = {
      "Lay two styles side by side: print the source of what differs, and fold what is alike.",
      "A style is its own class and all classes of the styles that it uses. Classes are laid side"
          + " by side that are the same to the protocol, or have the same name; the others are named."
          + " Licences, packages and imports are left out.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is printed, whether anything differs or not", "64:wrong usage"})
final class DiffCommand implements Callable<Integer> {

  private static final int USUAL_WIDTH = 120;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "STYLE",
      completionCandidates = StyleConverter.Names.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private @Nullable Style left;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STYLE",
      completionCandidates = StyleConverter.Names.class,
      description = "Another of them.")
  private @Nullable Style right;

  @Option(
      names = "--stat",
      description =
          "Print only how many lines are alike and how many differ; without a STYLE, of each with"
              + " each other.")
  private boolean stat;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "Print this class only, also one that stands in one of the styles alone.")
  private @Nullable String onlyClass;

  @Option(
      names = "--context",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "Lines that are alike around those that are not (default: ${DEFAULT-VALUE}).")
  private int context = 3;

  @Option(
      names = "--width",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "Characters in a line (default: COLUMNS, or 120).")
  private @Nullable Integer width;

  private final Shell shell;
  private final StyleSources sources = new StyleSources();

  DiffCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Style one = left;
    Style other = right;
    if (one == null && stat && onlyClass == null) {
      new DiffTable(sources, shell.out()).print(Style.all());
    } else if (one == null || other == null) {
      throw new CommandException(ExitCode.USAGE, "give two styles, or --stat alone");
    } else if (one.name().equals(other.name())) {
      shell.out().println(one.name() + " is " + other.name() + ": nothing differs.");
    } else {
      print(one, other);
    }
    return ExitCode.OK;
  }

  private void print(Style one, Style other) {
    int columns = width();
    Counterparts all = Counterparts.of(sources.of(one), sources.of(other));
    Counterparts some = onlyClass == null ? all : only(onlyClass, one, other, all);
    if (stat) {
      new DiffTable(sources, shell.out()).print(one, other, some);
      return;
    }
    var printer = new SideBySide(shell.out(), Paint.on(shell), columns, context);
    some.pairs().forEach(printer::print);
    if (onlyClass != null) {
      some.onlyLeft().forEach(printer::printAlone);
      some.onlyRight().forEach(printer::printAlone);
    }
    shell.out().println();
    list("Only in " + one.name(), some.onlyLeft(), columns);
    list("Only in " + other.name(), some.onlyRight(), columns);
    list("The same in both", some.same(), columns);
  }

  private static Counterparts only(String name, Style one, Style other, Counterparts all) {
    Optional<Counterparts> some = all.named(name);
    if (some.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--class: neither %s nor %s has a class '%s'%s"
              .formatted(
                  one.name(), other.name(), OneLine.of(name), DidYouMean.hint(name, all.names())));
    }
    return some.get();
  }

  private void list(String title, List<SourceFile> files, int columns) {
    if (!files.isEmpty()) {
      String names = files.stream().map(SourceFile::simpleName).collect(Collectors.joining(", "));
      Wrap.line(title + ": " + names, columns).forEach(shell.out()::println);
    }
  }

  /**
   * COLUMNS comes from the terminal, not from the user: a value that is of no use is no mistake.
   */
  private int width() {
    if (width != null && width < SideBySide.NARROWEST) {
      throw new CommandException(
          ExitCode.USAGE, "--width must be at least " + SideBySide.NARROWEST);
    }
    return width != null
        ? width
        : Stream.of(shell.environment().getOrDefault("COLUMNS", ""))
            .filter(text -> text.matches("[0-9]{2,4}"))
            .map(Integer::valueOf)
            .filter(columns -> columns >= SideBySide.NARROWEST)
            .findFirst()
            .orElse(USUAL_WIDTH);
  }
}
