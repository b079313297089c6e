// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.conformance.SequentialConformance;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

class BlockingConformanceTest implements SequentialConformance {

  @Override
  public Target target() {
    return Targets.style(new BlockingStyle());
  }
}
