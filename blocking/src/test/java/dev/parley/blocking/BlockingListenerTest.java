// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.conformance.ListenerConformance;
import dev.parley.protocol.Style;

class BlockingListenerTest implements ListenerConformance {

  @Override
  public Style style() {
    return new BlockingStyle();
  }
}
