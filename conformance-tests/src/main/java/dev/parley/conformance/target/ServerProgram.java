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
   * @throws Mismatch if it does not say so in time; nothing of it is left then
   */
  public ServerProcess start(ServerOptions options, Map<String, String> variables) {
    Launched launched = launch(options, variables);
    try {
      Optional<String> line = launched.awaitListening(startTimeout);
      String told =
          line.orElseThrow(() -> new Mismatch(Launched.LISTENING_LINE, launched.endOfOutput()));
      return new ServerProcess(launched, options, Listening.parse(told, transport));
    } catch (Mismatch e) {
      throw killed(launched, e, "nothing (is the line flushed?)");
    }
  }

  /**
   * Starts it with what it cannot do, and requires that it ends by itself instead of listening.
   * Nothing of it is left then.
   *
   * @param variables as for {@link #start}
   * @param expected how it has to end, in words
   * @param right which statuses are those of such an end
   * @throws Mismatch if it listens, goes on, or ends otherwise
   */
  public void requireRefusal(
      ServerOptions options, Map<String, String> variables, String expected, IntPredicate right) {
    Launched launched = launch(options, variables);
    try {
      Optional<String> line = launched.awaitListening(startTimeout);
      String actual = line.orElseGet(launched::endOfOutput);
      if (line.isPresent() || launched.alive() || !right.test(launched.status())) {
        throw new Mismatch(expected, actual);
      }
      launched.kill();
    } catch (Mismatch e) {
      throw killed(launched, new Mismatch(expected, e.actual()), "nothing");
    }
  }

  private Launched launch(ServerOptions options, Map<String, String> variables) {
    Map<String, String> environment = LaunchContract.environment(options, transport);
    environment.putAll(variables);
    Launched launched = Launched.start(command, environment);
    started.accept(launched.handle());
    return launched;
  }

  /** Kills it and returns why, with its own last words, or these where there are none. */
  private static Mismatch killed(Launched launched, Mismatch why, String otherwise) {
    launched.kill();
    List<String> words = launched.lastWords();
    String said =
        words.isEmpty() ? "; it printed " + otherwise : "; it said\n" + String.join("\n", words);
    return new Mismatch(why.expected(), why.actual() + said, null);
  }
}
