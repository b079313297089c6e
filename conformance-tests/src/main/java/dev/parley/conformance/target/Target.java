// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the suite judges: a style, a program that it launches, or an address that already serves.
 */
public interface Target {

  /** Returns the name for reports: the style's, the command or the address. */
  String name();

  /** Returns what it speaks. */
  Transport transport();

  /** Returns what it is declared to be able to do; never guessed from how it behaves. */
  Set<Trait> traits();

  /** Returns the beginning of the command line that judges it: {@code ./parley check threaded}. */
  String command();

  /** Returns whether the suite can start and stop its servers, and choose their options. */
  boolean starts();

  /**
   * Ends the scenario as not applicable if it is about something else than a limit, and the limit
   * of a server that already runs is known to be too low for this request.
   */
  default void requireTaken(WireFrame request) {}

  /**
   * Starts a server with these options; where it listens already, checks that it has them.
   *
   * @throws dev.parley.conformance.verdict.NotApplicable if the target cannot be given an option
   * @throws dev.parley.conformance.wire.Mismatch if the server does not start
   */
  RunningServer start(ServerOptions wanted);

  /**
   * Starts a server in a process of its own, for figures that only a whole process has.
   *
   * @param jvmArguments given to a JVM that the suite itself starts; other programs do without
   * @param mostFiles how many files, sockets included, it may have open; 0: as many as the suite
   * @throws dev.parley.conformance.verdict.NotApplicable if the target cannot be started so
   * @throws dev.parley.conformance.wire.Mismatch if the server does not start
   */
  ServerProcess startProcess(ServerOptions wanted, List<String> jvmArguments, int mostFiles);

  /** Returns the style behind it, where the suite can call it directly; of a pair, the client's. */
  Optional<Style> style();

  /** Returns the program, where not a server is judged but a client. */
  default Optional<ClientProgram> client() {
    return Optional.empty();
  }

  /** Returns the server program, where the suite launches one and tells it its options. */
  default Optional<ServerProgram> program() {
    return Optional.empty();
  }

  /** Returns who talks to whom, where a client and a server are judged together. */
  default Optional<Pair> pair() {
    return Optional.empty();
  }
}
