// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.util.Locale;

/** What carries the frames; the name in lower case is the scheme of a target's address. */
public enum Transport {
  /** A TCP stream. */
  TCP,
  /** UDP datagrams, one frame each. */
  UDP,
  /** A TCP stream under TLS. */
  TLS;

  /** Returns the scheme: {@code tcp}, {@code udp} or {@code tls}. */
  public String scheme() {
    return name().toLowerCase(Locale.ROOT);
  }
}
