// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.conformance.ConcurrentConformance;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

class AsyncConformanceTest implements ConcurrentConformance {

  @Override
  public Target target() {
    return Targets.style(new AsyncStyle());
  }
}
