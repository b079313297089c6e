// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Makes targets. */
public final class Targets {

  /** How long a program may take until it listens, where nothing else is said. */
  public static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  /** As good as for ever: for a person who attaches a debugger. */
  public static final Duration NO_TIMEOUT = Duration.ofDays(365);

  private Targets() {}

  /** Returns a style as a target: its servers run in this process. */
  public static Target style(Style style) {
    return style(style, List.of(StyleServer.class.getName(), style.name()));
  }

  /**
   * Returns a style that is not found by its name as a target.
   *
   * @param program the main class, on the class path of this process, and the arguments that serve
   *     the style as {@link StyleServer#serve} does, for scenarios that need a process
   */
  public static Target style(Style style, List<String> program) {
    return new StyleTarget(style, program);
  }

  /**
   * Returns what a client of one style and servers of another, or of the same, make together.
   *
   * @throws IllegalArgumentException if they do not speak the same transport
   */
  public static Target pair(Style client, Style server) {
    if (client.transport() != server.transport()) {
      throw new IllegalArgumentException(
          "%s and %s do not speak the same".formatted(client.name(), server.name()));
    }
    return new PairTarget(client, style(server));
  }

  /**
   * Returns every client of these styles with every server of them that speaks the same: by the
   * clients' order, then by the servers'.
   */
  public static List<Target> pairs(List<Style> styles) {
    return styles.stream()
        .flatMap(client ->
            styles.stream()
                .filter(server -> server.transport() == client.transport())
                .map(server -> pair(client, server)))
        .toList();
  }

  /**
   * Returns a program as a target that follows the launch contract (PROTOCOL.md, appendix A), with
   * every trait and 30 s to start.
   *
   * @param command split by {@link CommandLine#split}; no shell runs it
   * @throws IllegalArgumentException if the command is empty or a quote stays open
   */
  public static Target launch(String command, Transport transport) {
    return launch(command, transport, EnumSet.allOf(Trait.class), START_TIMEOUT);
  }

  /** Returns a program as a target, with the traits that it has and the time that it may take. */
  public static Target launch(
      String command, Transport transport, Set<Trait> traits, Duration startTimeout) {
    return launch(command, transport, traits, startTimeout, started -> {});
  }

  /**
   * Does the same, and tells of each process of the program that is started, before it listens.
   *
   * @param started is told from any thread
   */
  public static Target launch(
      String command,
      Transport transport,
      Set<Trait> traits,
      Duration startTimeout,
      Consumer<ProcessHandle> started) {
    return new LaunchTarget(command, transport, traits, startTimeout, started);
  }

  /**
   * Returns a client program as a target that follows the launch contract (PROTOCOL.md, appendix
   * B): the suite plays its server.
   *
   * @param command split by {@link CommandLine#split}; no shell runs it
   * @throws IllegalArgumentException if the command is empty or a quote stays open
   */
  public static Target client(String command) {
    return new ClientTarget(command);
  }

  /**
   * Returns a server that already runs as a target.
   *
   * @param options the server's options, as far as they are known
   * @param known which of the options are known; the others count for nothing
   */
  public static Target address(
      Transport transport,
      InetSocketAddress address,
      Set<Trait> traits,
      ServerOptions options,
      Set<Setting> known) {
    return new AddressTarget(transport, address, traits, options, known);
  }
}
