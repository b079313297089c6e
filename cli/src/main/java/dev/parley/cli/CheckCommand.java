// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.run.ExpectedFailures;
import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.Selection;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.run.TargetUnreachableException;
import dev.parley.conformance.target.Target;
import dev.parley.protocol.Trait;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
      "Run the conformance suite against styles, a program or a server that already runs; with"
          + " --client, against a client.",
      "Prints the matrix of scenarios and targets, of styles also that of their clients and servers,"
          + " every failure in full, and writes reports for people and for other tools, and the matrix"
          + " as a picture, matrix.svg.",
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

  @Mixin private final TargetChoice targetChoice = new TargetChoice();

  @Mixin private final ScenarioChoice choice = new ScenarioChoice();

  /** Two for each scenario that plays at the same time; R02 has more clients than that. */
  private static final int CARRIERS = 2 * ConformanceRun.JOBS;

  @Option(names = "--list", description = "Tell which scenarios would run, and run none.")
  private boolean list;

  @Mixin private final Pace pace = new Pace();

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
    pace.require();
    Selection selection = choice.selection();
    List<Target> targets = concerned(targetChoice.targets(pace, shell.err()), selection);
    List<ScenarioInfo> scenarios = scenarios(selection, targets);
    if (list) {
      scenarios.forEach(this::describe);
      return ExitCode.OK;
    }
    ExpectedFailures expected = choice.expected();
    var reports = new Reports(reportDirectory);
    long seed = pace.seed();
    int jobs = targetChoice.waitsForDebugger() ? 1 : pace.jobs();
    allowCarriers();
    UnaryOperator<ConformanceRun> setup =
        run -> run.select(selection).expect(expected).patience(pace.patience());
    var run = new CheckRun(targets, setup, jobs, seed, Progress.on(shell));
    shell.out().println(introduction(targets, scenarios, seed));
    shell.termination().onSignal(() -> interrupted(run));
    try {
      if (!run.run(pace.repeat())) {
        return ExitCode.INTERRUPTED;
      }
    } catch (TargetUnreachableException e) {
      throw gone(run, reports, String.valueOf(e.getMessage()));
    }
    return conclude(run, reports);
  }

  /**
   * Lets so many virtual threads compute at the same time, unless somebody has chosen; in effect
   * because none was started yet. The servers of several styles share this process: one that is
   * busy must not keep its carriers from another, which is to be in time.
   */
  private static void allowCarriers() {
    String property = "jdk.virtualThreadScheduler.parallelism";
    if (System.getProperty(property) == null) {
      System.setProperty(
          property, "" + Math.max(CARRIERS, Runtime.getRuntime().availableProcessors()));
    }
  }

  /** Tells what earlier rounds have found, where there were any: a failure beats the rest. */
  private CommandException gone(CheckRun run, Reports reports, String why) {
    boolean failed = run.hasResults() && conclude(run, reports) == ExitCode.FAILED;
    return new CommandException(failed ? ExitCode.FAILED : ExitCode.UNAVAILABLE, why);
  }

  private int conclude(CheckRun run, Reports reports) {
    try {
      reports.write(run.results());
    } catch (CommandException e) {
      int exitCode = tell(run, "There is no report.");
      throw exitCode == ExitCode.FAILED
          ? new CommandException(exitCode, String.valueOf(e.getMessage()))
          : e;
    }
    return tell(run, "Reports: " + reports);
  }

  /** Leaves out of several targets those about which the selection says nothing. */
  private static List<Target> concerned(List<Target> targets, Selection selection) {
    List<Target> some =
        targets.stream()
            .filter(target -> !ConformanceRun.of(target).select(selection).selected().isEmpty())
            .toList();
    return some.isEmpty() ? targets : some;
  }

  private static List<ScenarioInfo> scenarios(Selection selection, List<Target> targets) {
    return selection.scenarios().stream()
        .filter(s -> targets.stream().anyMatch(t -> s.medium().isOf(t)))
        .toList();
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
    String names =
        targets.stream()
            .filter(target -> target.pair().isEmpty())
            .map(Target::name)
            .collect(Collectors.joining(", "));
    long pairs = targets.stream().filter(target -> target.pair().isPresent()).count();
    String counted = "%d pairs of a client and a server".formatted(pairs);
    return "Checking %s: scenarios %d, seed %d"
        .formatted(names.isEmpty() ? counted : OneLine.of(names), scenarios.size(), seed);
  }

  private int tell(CheckRun run, String last) {
    List<TargetReport> results = run.results();
    var conclusion = new Conclusion(results);
    var printer = new ResultPrinter(shell.out(), Paint.on(shell));
    printer.print(results);
    printer.printFlakes(run.flakes());
    shell.out().println(last);
    return conclusion.exitCode();
  }

  private int interrupted(CheckRun run) {
    run.stop();
    tell(
        run,
        "Interrupted: the rest was not run. There is no report; that of an earlier run is gone.");
    return ExitCode.INTERRUPTED;
  }
}
