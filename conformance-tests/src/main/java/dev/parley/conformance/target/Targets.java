// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Makes targets. */
public final class Targets {

  private Targets() {}

  /** Returns a style as a target: its servers run in this process. */
  public static Target style(Style style) {
    return new StyleTarget(style);
  }

  /**
   * Returns a program as a target that follows the launch contract (PROTOCOL.md, appendix A), with
   * every trait and 30 s to start.
   *
   * @param command split by {@link CommandLine#split}; no shell runs it
   * @throws IllegalArgumentException if the command is empty or a quote stays open
   */
  public static Target launch(String command, Transport transport) {
    return launch(command, transport, EnumSet.allOf(Trait.class), Duration.ofSeconds(30));
  }

  /** Returns a program as a target, with the traits that it has and the time that it may take. */
  public static Target launch(
      String command, Transport transport, Set<Trait> traits, Duration startTimeout) {
    return new LaunchTarget(command, transport, traits, startTimeout);
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
