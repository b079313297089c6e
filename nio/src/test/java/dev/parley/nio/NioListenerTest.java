// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.conformance.ConcurrentListenerConformance;
import dev.parley.protocol.Style;

class NioListenerTest implements ConcurrentListenerConformance {

  @Override
  public Style style() {
    return new NioStyle();
  }
}
