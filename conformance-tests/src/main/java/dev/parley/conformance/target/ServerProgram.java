// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** A server of any language that follows the launch contract (PROTOCOL.md, appendix A). */
public final class ServerProgram {

  private final List<String> command;
  private final Transport transport;
  private final Duration startTimeout;
  private final Consumer<ProcessHandle> started;

  /**
   * Makes a program of its command, which no shell runs.
   *
   * @param startTimeout how long it may take until it listens
   * @param started is told of each process, before it listens, from any thread
   */
  ServerProgram(
      List<String> command,
      Transport transport,
      Duration startTimeout,
      Consumer<ProcessHandle> started) {
    this.command = List.copyOf(command);
    this.transport = transport;
    this.startTimeout = startTimeout;
    this.started = started;
  }

  /** Returns the same program under a limit: {@link FewFiles#command}. */
  ServerProgram withFewFiles(int most) {
    return new ServerProgram(FewFiles.command(command, most), transport, startTimeout, started);
  }

  /**
   * Starts it with these options and waits until it says that it listens.
   *
   * @param variables of the environment, instead of those that tell the options, or beside them
   * @throws Mismatch if it does not say so in time; it is killed then
   */
  public ServerProcess start(ServerOptions options, Map<String, String> variables) {
    Map<String, String> environment = environment(options, variables);
    // Not all options have a variable.
    ServerOptions told = variables.isEmpty() ? options : LaunchContract.options(environment);
    Launched launched = launch(environment);
    try {
      String line =
          launched
              .awaitListening(startTimeout)
              .orElseThrow(() -> new Mismatch(Launched.LISTENING_LINE, launched.endOfOutput()));
      return new ServerProcess(launched, told, Listening.parse(line, transport));
    } catch (Mismatch e) {
      launched.kill();
      throw explained(e, launched.lastWords(), "nothing (is the line flushed?)");
    }
  }

  /**
   * Starts it with what it cannot do, and requires that it ends by itself instead of listening.
   *
   * @param variables as for {@link #start}
   * @param expected how it has to end, in words
   * @param right which statuses are those of such an end
   * @throws Mismatch if it listens, goes on, or ends otherwise; it is killed then
   */
  public void requireRefusal(
      ServerOptions options, Map<String, String> variables, String expected, IntPredicate right) {
    Launched launched = launch(environment(options, variables));
    try {
      Optional<String> line = launched.awaitListening(refusalTimeout());
      if (line.isPresent()) {
        throw new Mismatch(expected, line.get());
      }
      // Whoever closes its output may have to clean up.
      if (!launched.awaitEnd(refusalTimeout()) || !right.test(launched.status())) {
        throw new Mismatch(expected, launched.endOfOutput());
      }
    } catch (Mismatch e) {
      launched.kill();
      throw explained(new Mismatch(expected, e.actual()), launched.lastWords(), "nothing");
    }
    launched.kill();
  }

  /** Nobody attaches a debugger to a program that ends at once. */
  private Duration refusalTimeout() {
    return startTimeout.equals(Targets.NO_TIMEOUT) ? Targets.START_TIMEOUT : startTimeout;
  }

  private Map<String, String> environment(ServerOptions options, Map<String, String> variables) {
    Map<String, String> environment = LaunchContract.environment(options, transport);
    environment.putAll(variables);
    return environment;
  }

  private Launched launch(Map<String, String> environment) {
    Launched launched = Launched.start(command, environment);
    started.accept(launched.handle());
    return launched;
  }

  /** Returns why, with the program's own last words, or these where there are none. */
  private static Mismatch explained(Mismatch why, List<String> words, String otherwise) {
    String said =
        words.isEmpty() ? "; it printed " + otherwise : "; it said\n" + String.join("\n", words);
    return new Mismatch(why.expected(), why.actual() + said, null);
  }
}
