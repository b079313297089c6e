// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.load.Generator;
import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.model.Workload;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads one server and tells how it did. */
@Command(
    name = "load",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.BUG,
    versionProvider = Version.class,
    description = {
      "Send ECHOs to a server as fast as it answers, or with --rate as fast as you say, and tell"
          + " how many were answered and how long that took.",
      "Every reply is checked. The generator needs one processor; it says how much of it was used,"
          + " so that you see whether it was the limit itself. Over TLS it trusts any certificate.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:replies were wrong, or connections ended",
      "64:an option or TARGET is invalid",
      "69:the target cannot be reached, or does not answer",
      "130:interrupted; what was measured until then is told"
    })
final class LoadCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 10;

  /** How the result is printed. */
  enum Format {
    /** For people. */
    text,
    /** One line, with the whole histogram. */
    json
  }

  @Parameters(paramLabel = "TARGET", description = "The server: tcp://, udp:// or tls://HOST:PORT.")
  @SuppressWarnings("NullAway.Init")
  private TargetAddress target;

  @Mixin private final LoadSettings settings = new LoadSettings();

  @Option(
      names = "--server-process",
      paramLabel = "PID",
      converter = CountConverter.class,
      description =
          "The server's process, if it is on this machine: its processor time, threads and memory"
              + " are told too.")
  private @Nullable Integer serverProcess;

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description =
          "Add what another machine told of its load of the same server at the same time, with"
              + " --format json; may be given several times.")
  private List<Path> others = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  private final Shell shell;

  LoadCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Workload workload = settings.workload(target.transport());
    List<LoadResult> elsewhere = others.stream().map(LoadFile::read).toList();
    var generator = new Generator(target.transport(), target.address(), process());
    var told = new CountDownLatch(1);
    shell.termination().onSignal(() -> stop(generator, told));
    try {
      LoadResult own = run(generator, workload);
      requireAnswers(own);
      LoadResult result = elsewhere.stream().reduce(own, LoadResult::with);
      print(workload, result);
      if (own.stopped()) {
        return ExitCode.INTERRUPTED;
      }
      return result.errors() > 0 ? ExitCode.FAILED : ExitCode.OK;
    } finally {
      told.countDown();
    }
  }

  private LoadResult run(Generator generator, Workload workload) {
    try {
      return generator.run(workload, settings.warmSeconds(), settings.measuredSeconds());
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, "%s: %s".formatted(target, OneLine.of(e)));
    }
  }

  private @Nullable ProcessHandle process() {
    if (serverProcess == null) {
      return null;
    }
    return ProcessHandle.of(serverProcess)
        .orElseThrow(() ->
            new CommandException(
                ExitCode.USAGE, "--server-process: there is no process " + serverProcess));
  }

  private void print(Workload workload, LoadResult result) throws IOException {
    switch (format) {
      case text ->
          new LoadPrinter(shell.out()).print(target.toString(), workload, settings, result);
      case json -> shell.out().println(LoadFile.line(target.toString(), workload, result));
    }
    shell.out().flush();
  }

  private void requireAnswers(LoadResult result) {
    if (result.messages() == 0 && !result.stopped()) {
      String why = result.error() != null ? result.error() : silence();
      throw new CommandException(ExitCode.UNAVAILABLE, "%s: %s".formatted(target, why));
    }
  }

  private String silence() {
    return target.transport() == Transport.UDP
        ? "no datagram was answered"
        : "nothing was answered in the time that was measured";
  }

  /** Lets the result so far be printed before the process ends. */
  private static int stop(Generator generator, CountDownLatch told) {
    generator.stop();
    try {
      told.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.INTERRUPTED;
  }
}
