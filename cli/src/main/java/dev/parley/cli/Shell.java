// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a command sees of the world around it.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param environment the environment variables
 * @param terminal whether a person sits at both ends: standard input and output are a terminal
 * @param termination where a command says what is to be done on SIGTERM or Ctrl-C
 */
record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    Termination termination) {

  /** Returns the process's own. */
  static Shell ofProcess(Termination termination) {
    return new Shell(System.in, System.out, System.err, System.getenv(), isTerminal(), termination);
  }

  @SuppressWarnings("SystemConsoleNull") // Java 25 does return null, where there is no terminal.
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Returns whether standard output is a terminal that understands more than plain lines. */
  boolean canMoveCursor() {
    return terminal && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Returns whether an environment variable is set; an empty one is not. */
  boolean has(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  /**
   * Returns the value of an environment variable, read as its option's would be; nothing where it
   * is unset or empty.
   */
  <T> Optional<T> value(String variable, ITypeConverter<T> converter) {
    if (!has(variable)) {
      return Optional.empty();
    }
    try {
      return Optional.of(converter.convert(environment.getOrDefault(variable, "")));
    } catch (TypeConversionException e) {
      throw new CommandException(ExitCode.USAGE, variable + ": " + OneLine.of(e));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
