// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.conformance.TlsConformance;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

class TlsNioConformanceTest implements TlsConformance {

  @Override
  public Target target() {
    return Targets.style(new TlsNioStyle());
  }
}
