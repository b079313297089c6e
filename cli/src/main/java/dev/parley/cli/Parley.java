// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code parley} command. */
@Command(
    name = "parley",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "One message protocol in every style of Java socket programming,"
          + " and the suite that holds each server to it.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {HelpCommand.class, GenerateCompletion.class},
    footer = {"", "'parley COMMAND --help' tells more. PARLEY_DEBUG=1 shows where a bug is."})
public final class Parley implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private Parley() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Numbers are read by programs too: nobody's own digits and commas.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    var termination = new Termination();
    termination.install();
    int exitCode = run(Shell.ofProcess(termination), args);
    termination.forget();
    System.exit(exitCode);
  }

  /** Runs one command and returns its exit code; throws nothing. */
  static int run(Shell shell, String... args) {
    var complaints = new Complaints(shell.err(), shell.has("PARLEY_DEBUG"));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> complaints.bug("parley: thread " + thread.getName(), failure));
    try {
      return commandLine(shell, complaints).execute(args);
    } catch (Error e) {
      complaints.bug("parley", e);
      return ExitCode.BUG;
    }
  }

  private static CommandLine commandLine(Shell shell, Complaints complaints) {
    var commandLine =
        new CommandLine(new Parley())
            .addSubcommand(new CheckCommand(shell))
            .addSubcommand(new ServeCommand(shell))
            .addSubcommand(new SendCommand(shell))
            .addSubcommand(new CompareCommand(shell))
            .addSubcommand(new LoadCommand(shell))
            .addSubcommand(new TraceCommand(shell))
            .addSubcommand(new ReportCommand(shell))
            .addSubcommand(new StylesCommand(shell))
            .addSubcommand(new DiffCommand(shell));
    return commandLine
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(InetAddress.class, new HostConverter())
        .registerConverter(Style.class, new StyleConverter())
        .registerConverter(TargetAddress.class, new TargetAddress.Converter())
        .registerConverter(Trait.class, new TraitConverter())
        .registerConverter(Transport.class, new TransportConverter())
        // The last of several wins, so that a script can append its own.
        .setOverwrittenOptionsAllowed(true)
        // A message such as '@home' is a message, not the name of a file.
        .setExpandAtFiles(false)
        .setOut(writer(shell.out()))
        .setErr(writer(shell.err()))
        .setParameterExceptionHandler(complaints)
        .setExecutionExceptionHandler(complaints);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
