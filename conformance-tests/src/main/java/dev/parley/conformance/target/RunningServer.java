// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.ServerOptions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A server that a target started, or one that already ran. */
public interface RunningServer {

  /** Returns where it listens. */
  InetSocketAddress address();

  /** Returns the options that it really has; the address's port is as asked for, maybe 0. */
  ServerOptions options();

  /** Returns whether it was not stopped yet. */
  boolean running();

  /**
   * Stops it in order and waits for its end. Does nothing when it was stopped before, or was
   * running before the suite came.
   *
   * @throws dev.parley.conformance.wire.Mismatch if it does not end as section 12 and appendix A
   *     say
   */
  void stop();

  /**
   * Asks once more for a stop that is under way, as whoever cleans up twice does; that changes
   * nothing (rule R12.4). May wait for the stop's end.
   */
  void stopAgain();

  /** Returns why it is no longer running, or nothing while it runs as far as can be told. */
  Optional<String> crash();

  /** Returns the last lines that it wrote to standard error; none for a server in this process. */
  List<String> lastWords();
}
