// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.ServerOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server in a process that the suite launched (PROTOCOL.md, appendix A). */
public final class ServerProcess implements RunningServer {

  private static final Duration BEYOND_THE_DRAIN = Duration.ofSeconds(2);

  /** What a system may take beside that until a process is gone, and its end is told. */
  private static final Duration TO_BE_GONE = Duration.ofSeconds(1);

  private static final Duration DYING = Duration.ofMillis(300);

  private final Launched launched;
  private final ServerOptions options;
  private final InetSocketAddress address;
  private boolean stopped;

  ServerProcess(Launched launched, ServerOptions options, InetSocketAddress address) {
    this.launched = launched;
    this.options = options;
    this.address = address;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public ServerOptions options() {
    return options;
  }

  @Override
  public List<String> lastWords() {
    return launched.errors();
  }

  /** Waits a moment: the connections of a process that dies are gone before the process is. */
  @Override
  public Optional<String> crash() {
    return stopped || !launched.awaitEnd(DYING)
        ? Optional.empty()
        : Optional.of("the server's process has ended, with status " + launched.status());
  }

  /** Returns what the system tells of the process. */
  public ProcessFigures figures() {
    return new ProcessFigures(launched.handle());
  }

  @Override
  public boolean running() {
    return !stopped;
  }

  /** Sends SIGTERM to the process alone and requires the end that RA.4 describes. */
  @Override
  public void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    List<ProcessHandle> family = launched.descendants();
    try {
      boolean alive = launched.alive();
      launched.handle().destroy();
      requireEnd(alive, options.drainTimeout().plus(BEYOND_THE_DRAIN));
      requireNobodyLeft(family);
    } finally {
      launched.kill(family);
    }
  }

  /** Sends SIGTERM once more; does not wait. */
  @Override
  public void stopAgain() {
    launched.handle().destroy();
  }

  private void requireEnd(boolean wasAlive, Duration limit) {
    String expected =
        "an end within %d ms of SIGTERM (RA.4), with status 0, 143 or by the signal itself"
            .formatted(limit.toMillis());
    if (!wasAlive) {
      throw new Mismatch(expected, "an end before that, with status " + launched.status());
    }
    if (!launched.awaitEnd(limit.plus(TO_BE_GONE))) {
      throw new Mismatch(
          expected, "a process that still runs %d ms later".formatted(TO_BE_GONE.toMillis()));
    }
    if (launched.status() != 0 && launched.status() != 143) {
      throw new Mismatch(expected, "status " + launched.status());
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
}
