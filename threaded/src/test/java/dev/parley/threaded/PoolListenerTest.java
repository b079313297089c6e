// SPDX-License-Identifier: Apache-2.0

package dev.parley.threaded;

import dev.parley.conformance.ConcurrentListenerConformance;
import dev.parley.protocol.Style;

class PoolListenerTest implements ConcurrentListenerConformance {

  @Override
  public Style style() {
    return new PoolStyle();
  }
}
