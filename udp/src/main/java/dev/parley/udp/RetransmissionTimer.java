// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a client waits for a reply before it sends the request again (RFC 8085, section 3.1.1):
 * as long as replies have taken, and as far as they differed (RFC 6298); twice as long each time;
 * and never exactly as long as another client that lost its datagram at the same moment.
 *
 * <p>Times are in nanoseconds. Not safe for concurrent use.
 */
final class RetransmissionTimer {

  /** While no reply was seen. */
  private static final long INITIAL = Duration.ofSeconds(1).toNanos();

  /** A server may pause for a moment without having lost anything. */
  private static final long SHORTEST = Duration.ofMillis(200).toNanos();

  private static final long LONGEST = Duration.ofSeconds(60).toNanos();

  private final RandomGenerator random;
  private long interval = INITIAL;
  private long smoothed;
  private long variation;

  RetransmissionTimer(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Returns how long to wait, with a jitter of up to a half more.
   *
   * @param retransmissions how often the request was sent again already
   */
  long interval(int retransmissions) {
    long backedOff = interval;
    for (int doubled = 0; doubled < retransmissions && backedOff < LONGEST; doubled++) {
      backedOff *= 2;
    }
    long base = Math.min(backedOff, LONGEST);
    return base + random.nextLong(base / 2);
  }

  /**
   * Notes how long a reply took. Only of a request that was sent once: else nobody knows which of
   * its datagrams was answered.
   */
  void replied(long roundTrip) {
    if (smoothed == 0) {
      smoothed = Math.max(1, roundTrip);
      variation = roundTrip / 2;
    } else {
      variation += (Math.abs(smoothed - roundTrip) - variation) / 4;
      smoothed += (roundTrip - smoothed) / 8;
    }
    interval = Math.clamp(smoothed + 4 * variation, SHORTEST, LONGEST);
  }
}
