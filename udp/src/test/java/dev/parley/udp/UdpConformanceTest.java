// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.conformance.DatagramConformance;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

class UdpConformanceTest implements DatagramConformance {

  @Override
  public Target target() {
    return Targets.style(new UdpStyle());
  }
}
