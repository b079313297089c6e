// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.run.TargetUnreachableException;
import dev.parley.conformance.target.Target;
import dev.parley.protocol.Trait;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the conformance suite and tells what came of it. */
@Command(
    name = "check",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.INCONCLUSIVE,
    versionProvider = Version.class,
    description = {
      "Run the conformance suite against styles, a program or a server that already runs.",
      "Prints the matrix of scenarios and targets, every failure in full, and writes a report for"
          + " other tools.",
      "",
      "The suite chooses the settings of what it starts itself. Of a TARGET it knows those that are"
          + " told, from --max-payload to --drain-timeout, and assumes no default; a scenario that"
          + " needs another is not applicable.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all that applies passed",
      "1:something failed",
      "2:inconclusive: the suite itself could not tell",
      "64:wrong usage, or nothing to check: no scenario matches, or none applies",
      "69:the target does not answer, or never said LISTENING",
      "130:interrupted"
    })
final class CheckCommand implements Callable<Integer> {

  @Mixin private final TargetChoice choice = new TargetChoice();

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      split = ",",
      description =
          "Run the scenarios whose id or title matches, as in --only R03,'*half-close*'; may be"
              + " given more than once.")
  private List<String> patterns = List.of();

  @Option(names = "--list", description = "Tell which scenarios would run, and run none.")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      converter = CountConverter.class,
      description = "What payloads and choices are drawn from (default: another each time).")
  private @Nullable Integer fixedSeed;

  @Option(
      names = "--jobs",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "How many scenarios may play at the same time (default: ${DEFAULT-VALUE}).")
  private int jobs = 4;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "Where the reports are written (default: ${DEFAULT-VALUE}).")
  private Path reportDirectory = Path.of("parley-report");

  private final Shell shell;

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (jobs == 0) {
      throw new CommandException(ExitCode.USAGE, "--jobs must be at least 1");
    }
    List<Target> targets = choice.targets();
    List<ScenarioInfo> scenarios = scenarios();
    if (list) {
      scenarios.forEach(this::describe);
      return ExitCode.OK;
    }
    var reports = new Reports(reportDirectory);
    long seed = seed();
    var run = new CheckRun(targets, patterns, seed, Progress.on(shell));
    shell.out().println(introduction(targets, scenarios, seed));
    shell.termination().onSignal(() -> interrupted(run));
    try {
      if (!run.run(jobs)) {
        return ExitCode.INTERRUPTED;
      }
    } catch (TargetUnreachableException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
    reports.write(run.results());
    return tell(run.results(), "Reports: " + reports);
  }

  private List<ScenarioInfo> scenarios() {
    List<String> unmatched = Catalogue.unmatched(patterns);
    if (!unmatched.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "no scenario's id or title matches '%s'; --list tells which there are"
              .formatted(OneLine.of(unmatched.getFirst())));
    }
    return Catalogue.matching(patterns);
  }

  private void describe(ScenarioInfo scenario) {
    String needs =
        scenario.needs().isEmpty()
            ? ""
            : scenario.needs().stream()
                .sorted()
                .map(Trait::label)
                .collect(Collectors.joining(", ", "; needs ", ""));
    String rules = String.join(" ", scenario.rules());
    shell.out().printf("%s  %s (%s%s)%n", scenario.id(), scenario.title(), rules, needs);
  }

  private static String introduction(
      List<Target> targets, List<ScenarioInfo> scenarios, long seed) {
    String names = targets.stream().map(Target::name).collect(Collectors.joining(", "));
    return "Checking %s: scenarios %d, seed %d"
        .formatted(OneLine.of(names), scenarios.size(), seed);
  }

  private long seed() {
    return fixedSeed != null ? fixedSeed : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
  }

  private int tell(List<TargetReport> results, String last) {
    var conclusion = new Conclusion(results);
    new ResultPrinter(shell.out(), Paint.on(shell)).print(results);
    shell.out().println(last);
    return conclusion.exitCode();
  }

  private int interrupted(CheckRun run) {
    run.stop();
    tell(run.results(), "Interrupted: the rest was not run, and no report is written.");
    return ExitCode.INTERRUPTED;
  }
}
