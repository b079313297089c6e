// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.conformance.ConcurrentListenerConformance;
import dev.parley.protocol.Style;

class AsyncListenerTest implements ConcurrentListenerConformance {

  @Override
  public Style style() {
    return new AsyncStyle();
  }
}
