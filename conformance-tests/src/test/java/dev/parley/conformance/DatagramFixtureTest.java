// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.datagram.DatagramStyle;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

/** The fixture without a fault passes; so it is its faults that the scenarios see. */
class DatagramFixtureTest implements DatagramConformance {

  @Override
  public Target target() {
    return Targets.style(new DatagramStyle());
  }
}
