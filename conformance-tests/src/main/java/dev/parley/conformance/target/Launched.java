// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.LaunchContract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of a server program: what it says, and how it ends. */
final class Launched {

  static final String LISTENING_LINE = "a line that begins with LISTENING on standard output";

  private static final Duration KILLED = Duration.ofSeconds(5);
  private static final Duration TO_BE_GONE = Duration.ofSeconds(1);

  /** For what a process has printed before its end, and comes through a pipe. */
  private static final Executor A_MOMENT_LATER = delayedExecutor(1, SECONDS);

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Process process;
  private final OutputDrain output;
  private final OutputDrain errors;

  private Launched(Process process) {
    this.process = process;
    this.output = new OutputDrain(process.getInputStream(), LaunchContract.LISTENING);
    this.errors = new OutputDrain(process.getErrorStream(), LaunchContract.LISTENING);
  }

  /**
   * Starts a program, without a shell.
   *
   * @param environment beside the suite's own
   * @throws Mismatch if there is no such program
   */
  static Launched start(List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      return new Launched(Reaper.start(builder));
    } catch (IOException e) {
      throw new Mismatch("a program that can be started", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Waits for the line that begins with LISTENING; empty if the output ends without it, or the
   * process does, whose output may go on: a child of its own has it.
   *
   * @throws Mismatch if neither comes in time
   */
  Optional<String> awaitListening(Duration timeout) {
    CompletableFuture<Optional<String>> line =
        output.found().handle((found, end) -> Optional.ofNullable(found));
    CompletableFuture<Optional<String>> end =
        process.onExit().thenApplyAsync(_ -> Optional.empty(), A_MOMENT_LATER);
    try {
      return line.applyToEither(end, one -> one).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Mismatch(
          LISTENING_LINE, "no such line and no end within %d ms".formatted(timeout.toMillis()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("neither future can fail", e);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a program started", e);
    }
  }

  /** Returns the end of its output in words, and the status with which the process ends then. */
  String endOfOutput() {
    return "the end of its output, "
        + (awaitEnd(TO_BE_GONE) ? "status " + status() : "of a process that still runs");
  }

  /** Waits for its end, at most so long; returns whether it has ended. */
  boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a program ended", e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Returns the status with which it has ended; of a death by signal n it is 128 + n. */
  int status() {
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Returns the last lines of its standard error, all of them where it has ended. */
  List<String> errors() {
    return lines(errors);
  }

  /** Returns the last lines of both its outputs, and which each is of. */
  List<String> lastWords() {
    List<String> words = new ArrayList<>();
    lines(output).forEach(line -> words.add("stdout: " + line));
    lines(errors).forEach(line -> words.add("stderr: " + line));
    return words;
  }

  /** Waits a moment for those of a process that has ended: they come through a pipe. */
  private List<String> lines(OutputDrain drain) {
    if (!process.isAlive()) {
      try {
        drain.awaitEnd(LAST_WORDS.toMillis());
      } catch (InterruptedException e) {
        throw new HarnessFault("interrupted while a program ended", e);
      }
    }
    return drain.lastLines();
  }

  /** Kills what still runs of it. */
  void kill() {
    kill(List.of());
  }

  /**
   * Kills what still runs of it, and of those that were its descendants once. Not by {@code
   * Process.destroy}: that closes its output too, and its last words would fail.
   */
  void kill(List<ProcessHandle> descendants) {
    descendants.forEach(ProcessHandle::destroyForcibly);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    handle().destroyForcibly();
    awaitEnd(KILLED);
    Reaper.forget(process);
  }
}
