// SPDX-License-Identifier: Apache-2.0

package own;

import dev.parley.conformance.ConcurrentConformance;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

class OwnConformanceTest implements ConcurrentConformance {

  @Override
  public Target target() {
    return Targets.style(new OwnStyle());
  }
}
