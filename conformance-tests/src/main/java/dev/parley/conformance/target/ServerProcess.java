// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A server in a process that the suite launched (PROTOCOL.md, appendix A). */
public final class ServerProcess implements RunningServer {

  private static final Duration BEYOND_THE_DRAIN = Duration.ofSeconds(2);

  /** What a system may take beside that until a process is gone, and its end is told. */
  private static final Duration TO_BE_GONE = Duration.ofSeconds(1);

  private static final Duration DYING = Duration.ofMillis(300);

  private final Process process;
  private final OutputDrain errors;
  private final ServerOptions options;
  private final InetSocketAddress address;
  private boolean stopped;

  private ServerProcess(
      Process process, OutputDrain errors, ServerOptions options, InetSocketAddress address) {
    this.process = process;
    this.errors = errors;
    this.options = options;
    this.address = address;
  }

  /**
   * Launches a program, without a shell, and waits for its line {@code LISTENING}.
   *
   * @throws Mismatch if it does not print the line in time; nothing of it is left then
   * @throws HarnessFault if the system cannot start processes
   */
  static ServerProcess launch(
      List<String> command, Transport transport, ServerOptions options, Duration timeout) {
    return launch(command, transport, options, timeout, started -> {});
  }

  /** Does the same, and tells of the process as soon as it is there. */
  static ServerProcess launch(
      List<String> command,
      Transport transport,
      ServerOptions options,
      Duration timeout,
      Consumer<ProcessHandle> started) {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(LaunchContract.environment(options, transport));
    Process process;
    try {
      process = Reaper.start(builder);
    } catch (IOException e) {
      throw new Mismatch("a program that can be started", String.valueOf(e.getMessage()));
    }
    started.accept(process.toHandle());
    var output = new OutputDrain(process.getInputStream(), LaunchContract.LISTENING);
    var errors = new OutputDrain(process.getErrorStream(), LaunchContract.LISTENING);
    try {
      InetSocketAddress address = Listening.parse(awaitLine(process, output, timeout), transport);
      return new ServerProcess(process, errors, options, address);
    } catch (Mismatch e) {
      killTree(process, process.descendants().toList());
      throw Listening.explained(e, lines(errors), lines(output));
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public ServerOptions options() {
    return options;
  }

  /** Waits a moment for those of a process that has ended: they come through a pipe. */
  @Override
  public List<String> lastWords() {
    return process.isAlive() ? errors.lastLines() : lines(errors);
  }

  /** Waits a moment: the connections of a process that dies are gone before the process is. */
  @Override
  public Optional<String> crash() {
    return stopped || !waitFor(process, DYING)
        ? Optional.empty()
        : Optional.of("the server's process has ended, with status " + process.exitValue());
  }

  /** Returns what the system tells of the process. */
  public ProcessFigures figures() {
    return new ProcessFigures(process.toHandle());
  }

  @Override
  public boolean running() {
    return !stopped;
  }

  /** Sends SIGTERM to the process alone and requires the end that appendix A describes. */
  @Override
  public void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    try {
      boolean alive = process.isAlive();
      process.toHandle().destroy();
      requireEnd(alive, options.drainTimeout().plus(BEYOND_THE_DRAIN));
      requireNobodyLeft(family);
    } finally {
      killTree(process, family);
    }
  }

  /** Sends SIGTERM once more; does not wait. */
  @Override
  public void stopAgain() {
    process.toHandle().destroy();
  }

  private void requireEnd(boolean wasAlive, Duration limit) {
    String expected =
        "an end within %d ms of SIGTERM (appendix A), with status 0, 143 or by the signal itself"
            .formatted(limit.toMillis());
    if (!wasAlive) {
      throw new Mismatch(expected, "an end before that, with status " + process.exitValue());
    }
    if (!waitFor(process, limit.plus(TO_BE_GONE))) {
      throw new Mismatch(
          expected, "a process that still runs %d ms later".formatted(TO_BE_GONE.toMillis()));
    }
    // The status of a death by signal n is 128 + n.
    if (process.exitValue() != 0 && process.exitValue() != 143) {
      throw new Mismatch(expected, "status " + process.exitValue());
    }
  }

  private static void requireNobodyLeft(List<ProcessHandle> family) {
    List<String> left =
        family.stream().filter(ProcessHandle::isAlive).map(ServerProcess::describe).toList();
    if (!left.isEmpty()) {
      throw new Mismatch(
          "no process of the server's left after its end",
          String.join(", ", left) + " (a wrapper that did not exec its program?)");
    }
  }

  private static String describe(ProcessHandle handle) {
    return "process " + handle.pid() + " " + handle.info().command().orElse("");
  }

  private static String awaitLine(Process process, OutputDrain output, Duration timeout) {
    String expected = "a line that begins with LISTENING on standard output";
    try {
      return output.found().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Mismatch(expected, "none within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      String status =
          waitFor(process, Duration.ofSeconds(1)) ? ", status " + process.exitValue() : "";
      throw new Mismatch(expected, "the end of its output" + status);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a program started", e);
    }
  }

  /** Not by {@code Process.destroy}: that closes its output too, and its last words would fail. */
  private static void killTree(Process process, List<ProcessHandle> family) {
    family.forEach(ProcessHandle::destroyForcibly);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
    waitFor(process, Duration.ofSeconds(5));
    Reaper.forget(process);
  }

  private static boolean waitFor(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a program ended", e);
    }
  }

  private static List<String> lines(OutputDrain drain) {
    try {
      drain.awaitEnd(1_000);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a program ended", e);
    }
    return drain.lastLines();
  }
}
