// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong, whatever it was. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final PrintStream err;
  private final boolean debug;

  /**
   * Makes the handler.
   *
   * @param debug whether a bug is shown with its stack trace
   */
  Complaints(PrintStream err, boolean debug) {
    this.err = err;
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    complain(command, message(failure, command));
    return usage(command);
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parseResult) {
    CommandSpec command = commandLine.getCommandSpec();
    if (failure instanceof CommandException expected) {
      complain(command, lines(expected));
      return expected.exitCode() == ExitCode.USAGE ? usage(command) : expected.exitCode();
    }
    bug(command.qualifiedName(), failure);
    return command.exitCodeOnExecutionException();
  }

  private int usage(CommandSpec command) {
    err.printf("Try '%s --help'.%n", command.qualifiedName());
    return ExitCode.USAGE;
  }

  /** Tells of a bug in the command itself, found by {@code finder}. */
  void bug(String finder, Throwable failure) {
    String what = failure.getClass().getName() + ": " + OneLine.of(failure);
    String where = debug ? "" : "; PARLEY_DEBUG=1 shows where";
    err.println(finder + ": this is a bug in parley: " + what + where);
    if (debug) {
      failure.printStackTrace(err);
    }
  }

  private static String lines(CommandException expected) {
    return String.valueOf(expected.getMessage())
        .lines()
        .map(OneLine::of)
        .collect(Collectors.joining(System.lineSeparator() + "  "));
  }

  private void complain(CommandSpec command, String message) {
    err.println(command.qualifiedName() + ": " + message);
  }

  private static String message(ParameterException failure, CommandSpec command) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().getFirst(), command);
    }
    if (failure.getCause() instanceof TypeConversionException conversion) {
      return prefix(failure.getArgSpec()) + conversion.getMessage();
    }
    if (failure instanceof MissingParameterException missing
        && missing.getMissing().getFirst() instanceof PositionalParamSpec parameter) {
      return parameter.paramLabel() + " is missing";
    }
    return OneLine.of(failure);
  }

  private static String prefix(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() + ": " : "";
  }

  private static String unmatched(String word, CommandSpec command) {
    if (word.startsWith("-")) {
      String name = word.split("=", 2)[0];
      return "there is no option '%s'%s".formatted(OneLine.of(name), hint(name, options(command)));
    }
    Collection<String> commands = command.subcommands().keySet();
    return commands.isEmpty()
        ? "'%s' is one argument too many".formatted(OneLine.of(word))
        : "there is no command '%s'%s".formatted(OneLine.of(word), hint(word, commands));
  }

  private static String hint(String word, Collection<String> candidates) {
    return DidYouMean.hint(word, candidates);
  }

  private static List<String> options(CommandSpec command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      names.add(option.longestName());
    }
    return names;
  }
}
