// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.measure.ComparisonRun;
import dev.parley.comparison.measure.Contender;
import dev.parley.comparison.measure.Method;
import dev.parley.comparison.measure.Pinning;
import dev.parley.comparison.model.Comparison;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures styles and programs side by side. */
@Command(
    name = "compare",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.BUG,
    versionProvider = Version.class,
    description = {
      "Measure styles and programs side by side, on this machine.",
      "Each server runs in a process of its own, started afresh in each block, and the load comes"
          + " from another one, on another processor where the system lets it. Blocks have every"
          + " server once, in random order; only figures of the same block are compared.",
      "Leave the machine alone meanwhile. All styles take at most ten minutes with --quick, and"
          + " ninety without.",
      "It leaves comparison.json, which has everything; figures.json, the same without histograms,"
          + " small enough to be kept; comparison.csv for spreadsheets; report.html for people; and"
          + " comparison.svg, a picture.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, whatever came of it",
      "64:wrong usage, or a file that cannot be read or written",
      "69:nothing could be measured, or nothing of one of them: a note says why",
      "130:interrupted; what was measured until then is kept"
    })
final class CompareCommand implements Callable<Integer> {

  @Mixin private final ContenderChoice choice = new ContenderChoice();

  @Mixin private final MethodChoice methodChoice = new MethodChoice();

  @Mixin private final EarlierRun earlierRun = new EarlierRun();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results are written (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("parley-comparison");

  private final Shell shell;

  CompareCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Comparison> before = earlierRun.before();
    Optional<Comparison> toTell = earlierRun.toTell();
    return toTell.isPresent() ? tellAgain(toTell.get(), before) : measure(before);
  }

  private int tellAgain(Comparison all, Optional<Comparison> before) {
    var files = new ComparisonFiles(directory);
    Comparison complete = EarlierRun.complete(all, before);
    files.writeAgain(complete);
    tell(complete, files.again());
    return ExitCode.OK;
  }

  private int measure(Optional<Comparison> before) throws IOException {
    Method method = methodChoice.method();
    List<Contender> contenders = contenders(method);
    var files = new ComparisonFiles(directory);
    var progress =
        new CompareProgress(shell, soFar -> files.write(EarlierRun.complete(soFar, before)));
    var run =
        new ComparisonRun(
            contenders,
            choice.baseline(),
            method,
            Pinning.ofSystem(),
            tls(contenders),
            methodChoice.seed(),
            progress);
    shell.termination().onSignal(() -> interrupted(run, files, before));
    shell.out().println(introduction(contenders));
    if (!run.run()) {
      return ExitCode.INTERRUPTED;
    }
    progress.end();
    Comparison all = EarlierRun.complete(run.soFar(), before);
    tell(all, files.toString());
    if (all.cells().isEmpty()) {
      return nothing(all);
    }
    boolean lacking = contenders.stream().anyMatch(one -> lacks(all, one.name()));
    return lacking ? ExitCode.UNAVAILABLE : ExitCode.OK;
  }

  private List<Contender> contenders(Method method) {
    List<Contender> contenders = choice.contenders();
    if (contenders.stream().noneMatch(method::measures)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--only: none of these is measured at " + String.join(", ", method.only()));
    }
    return contenders;
  }

  /** Returns whether nothing of it was measured, and a note says why. */
  private static boolean lacks(Comparison all, String subject) {
    return all.cells().stream().noneMatch(cell -> cell.subject().equals(subject))
        && all.run().notes().stream().anyMatch(note -> note.startsWith(subject + ": "));
  }

  private static int nothing(Comparison all) {
    List<String> notes = all.run().notes();
    throw new CommandException(
        ExitCode.UNAVAILABLE,
        "nothing could be measured: " + (notes.isEmpty() ? "no answer" : notes.getFirst()));
  }

  /** One certificate for all: to make one takes a second each time. */
  private static TlsFiles tls(List<Contender> contenders) throws IOException {
    if (contenders.stream().noneMatch(one -> one.transport() == Transport.TLS)) {
      return TlsFiles.NONE;
    }
    for (Style style : Style.all()) {
      if (style.transport() == Transport.TLS) {
        return style.complete(ServerOptions.defaults()).tls();
      }
    }
    throw new CommandException(ExitCode.USAGE, "no style can make a certificate for TLS");
  }

  private String introduction(List<Contender> contenders) {
    String names =
        String.join(", ", contenders.stream().map(one -> OneLine.of(one.name())).toList());
    return "Comparing %s: %s".formatted(names, Pinning.ofSystem());
  }

  private void tell(Comparison all, String files) {
    new ComparisonTable(shell.out()).print(all);
    shell.out().println("Results: " + files);
  }

  private int interrupted(ComparisonRun run, ComparisonFiles files, Optional<Comparison> before) {
    run.stop();
    Descendants.end();
    Comparison some = EarlierRun.complete(run.soFar(), before);
    shell.out().println();
    if (some.cells().isEmpty()) {
      shell.out().println("Interrupted: nothing was measured.");
    } else {
      files.write(some);
      tell(some, files.toString());
      shell.out().println("Interrupted: the rest was not measured.");
    }
    return ExitCode.INTERRUPTED;
  }
}
