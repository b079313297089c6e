// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** One run of the command within the test's own process. */
final class Invocation {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Termination termination = new Termination();
  private final Shell shell;

  Invocation(Map<String, String> environment, InputStream in) {
    shell =
        new Shell(
            in,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            false,
            termination);
  }

  /** What a run has come to. */
  record Result(int exitCode, String out, String err) {}

  /** Runs the command with nothing in its environment and nothing on standard input. */
  static Result parley(String... args) {
    return parley(Map.of(), "", args);
  }

  static Result parley(Map<String, String> environment, String in, String... args) {
    return new Invocation(environment, new ByteArrayInputStream(in.getBytes(UTF_8))).run(args);
  }

  Result run(String... args) {
    int exitCode = Parley.run(shell, args);
    return new Result(exitCode, out(), err());
  }

  /** Returns what is on standard output so far. */
  String out() {
    return out.toString(UTF_8);
  }

  /** Returns what is on standard error so far. */
  String err() {
    return err.toString(UTF_8);
  }

  /** Does what SIGTERM does. */
  int terminate() {
    return termination.terminate().orElseThrow();
  }
}
