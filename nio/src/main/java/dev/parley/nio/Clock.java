// SPDX-License-Identifier: Apache-2.0
package dev.parley.nio;

import dev.parley.protocol.ServerOptions;
import java.time.Duration;

/** The clocks of which at most one runs on a connection (PROTOCOL.md, section 6). */
enum Clock {
  /** Nothing that the peer could be blamed for. */
  NONE,
  /** Waits for the first byte of a frame (rule R6.2). */
  IDLE,
  /** Waits for the last byte of a frame (rule R6.3). */
  FRAME,
  /** Waits for room for a reply in the transport (rule R6.4). */
  WRITE,
  /** Waits for the peer's end, after our side was ended in order (rule R7.3). */
  LINGER;

  /** Between the 500 ms at least and the 1 s at most of rule R7.3. */
  private static final Duration LINGER_TIME = Duration.ofMillis(600);

  /** Returns after how many nanoseconds the clock expires; 0: never. */
  long nanos(ServerOptions options) {
    return switch (this) {
      case NONE -> 0;
      case IDLE -> options.idleTimeout().toNanos();
      case FRAME -> options.frameTimeout().toNanos();
      case WRITE -> options.writeTimeout().toNanos();
      case LINGER -> LINGER_TIME.toNanos();
    };
  }
}
