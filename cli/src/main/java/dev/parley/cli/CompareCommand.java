// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.measure.Changes;
import dev.parley.comparison.measure.ComparisonRun;
import dev.parley.comparison.measure.Contender;
import dev.parley.comparison.measure.Method;
import dev.parley.comparison.measure.Pinning;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, whatever came of it",
      "64:wrong usage, or a file that cannot be read or written",
      "69:nothing could be measured",
      "130:interrupted; what was measured until then is kept"
    })
final class CompareCommand implements Callable<Integer> {

  @Mixin private final ContenderChoice choice = new ContenderChoice();

  @Mixin private final MethodChoice methodChoice = new MethodChoice();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "A comparison.json of an earlier run: tell what has changed since.")
  private @Nullable Path against;

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
    Method method = methodChoice.method();
    List<Contender> contenders = choice.contenders();
    Optional<Comparison> earlier = Optional.ofNullable(against).map(CompareCommand::read);
    var files = new ComparisonFiles(directory);
    var progress = new CompareProgress(shell, soFar -> files.write(complete(soFar, earlier)));
    var run =
        new ComparisonRun(
            contenders,
            choice.baseline(),
            method,
            Pinning.ofSystem(),
            tls(contenders),
            methodChoice.seed(),
            progress);
    shell.termination().onSignal(() -> interrupted(run, files, earlier));
    shell.out().println(introduction(contenders));
    if (!run.run()) {
      return ExitCode.INTERRUPTED;
    }
    progress.end();
    Comparison all = complete(run.soFar(), earlier);
    tell(all, files);
    return all.cells().isEmpty() ? nothing(all) : ExitCode.OK;
  }

  private static int nothing(Comparison all) {
    List<String> notes = all.run().notes();
    throw new CommandException(
        ExitCode.UNAVAILABLE,
        "nothing could be measured: " + (notes.isEmpty() ? "no answer" : notes.getFirst()));
  }

  private static Comparison complete(Comparison now, Optional<Comparison> earlier) {
    return earlier.map(old -> Changes.against(old, now)).orElse(now);
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

  private static Comparison read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ComparisonFile.read(in);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "--against: cannot read '%s': %s".formatted(file, OneLine.why(e)));
    }
  }

  private void tell(Comparison all, ComparisonFiles files) {
    new ComparisonTable(shell.out()).print(all);
    shell.out().println("Results: " + files);
  }

  private int interrupted(ComparisonRun run, ComparisonFiles files, Optional<Comparison> earlier) {
    run.stop();
    Descendants.end();
    Comparison some = complete(run.soFar(), earlier);
    shell.out().println();
    if (some.cells().isEmpty()) {
      shell.out().println("Interrupted: nothing was measured.");
    } else {
      files.write(some);
      tell(some, files);
      shell.out().println("Interrupted: the rest was not measured.");
    }
    return ExitCode.INTERRUPTED;
  }
}
