// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.DatagramAddressScenarios;
import dev.parley.conformance.scenario.DatagramClientScenarios;
import dev.parley.conformance.scenario.DatagramContractScenarios;
import dev.parley.conformance.scenario.DatagramDelayScenarios;
import dev.parley.conformance.scenario.DatagramEchoScenarios;
import dev.parley.conformance.scenario.DatagramLifecycleScenarios;
import dev.parley.conformance.scenario.HostileDatagramScenarios;
import dev.parley.conformance.scenario.LossyWayScenarios;
import dev.parley.protocol.Transport;
import org.junit.jupiter.api.Test;

/**
 * All scenarios for a server of datagrams, and for the client of a style that has one. A class that
 * implements it says what it judges and is a JUnit test, as with {@link StreamConformance}.
 */
public interface DatagramConformance
    extends DatagramEchoScenarios,
        HostileDatagramScenarios,
        DatagramDelayScenarios,
        DatagramAddressScenarios,
        DatagramLifecycleScenarios,
        DatagramContractScenarios,
        DatagramClientScenarios,
        LossyWayScenarios {

  /** A class that implements the wrong interface would judge what it should not. */
  @Test
  default void judges_datagrams() {
    if (target().transport() != Transport.UDP) {
      throw new AssertionError(
          "%s must implement StreamConformance, for %s speaks %s"
              .formatted(getClass().getName(), target().name(), target().transport().scheme()));
    }
  }
}
