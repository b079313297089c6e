// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.Endpoint;
import java.net.InetSocketAddress;

/** What a server says that cannot start because its port is taken. */
final class TakenPort {

  private TakenPort() {}

  /** A style throws, a program says so on standard error and ends with a status. */
  static void requireNamed(Stage stage, InetSocketAddress address, String said) {
    if (stage.target().style().isPresent()) {
      stage.require(
          said.contains("BindException") && said.contains(Endpoint.text(address)),
          "a BindException that names " + Endpoint.text(address),
          said);
    } else {
      stage.require(
          said.matches("(?s).*status [1-9].*") && said.contains("" + address.getPort()),
          "an end with a status other than 0, and words that name port " + address.getPort(),
          said);
    }
  }

  /** Returns why a start with a port that is taken did not fail. */
  static Mismatch because(Mismatch started, InetSocketAddress taken, String shared) {
    return started.because(
        started.actual().contains(Endpoint.text(taken))
            ? shared
            : "It took another port instead: whoever looks for it at the one that it was told finds"
                + " another's server there.");
  }
}
