// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.conformance.StreamConformance;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

class AsyncConformanceTest implements StreamConformance {

  @Override
  public Target target() {
    return Targets.style(new AsyncStyle());
  }
}
