// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.util.Locale;

/** What a server can do beyond the least; scenarios that need a missing trait do not apply. */
public enum Trait {
  /** Serves more than one client at a time. */
  CONCURRENT,
  /** Holds a connection limit and tells one client more that it is busy. */
  LIMIT;

  /** Returns the name as the command takes and prints it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
