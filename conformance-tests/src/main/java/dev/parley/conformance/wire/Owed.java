// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.nio.ByteBuffer;

/**
 * A reply that a server owes.
 *
 * @param request what it is the reply to
 * @param refused whether it is an ERROR: the request is a DELAY that is too long
 * @param earliest before when it cannot come, on {@link System#nanoTime}'s scale
 */
record Owed(WireFrame request, boolean refused, long earliest) {

  private static final int BAD_REQUEST = 3;

  /** A clock of the system may be coarse. */
  private static final long COARSE_NANOS = 1_000_000;

  /**
   * Returns what is owed for a request.
   *
   * @param maximumDelay the longest DELAY that is not refused, in milliseconds
   * @param start when the server can begin with it
   */
  static Owed to(WireFrame request, long maximumDelay, long start) {
    if (request.type() != WireFrame.DELAY) {
      return new Owed(request, false, start);
    }
    long millis = Integer.toUnsignedLong(ByteBuffer.wrap(request.payload()).getInt());
    return millis > maximumDelay
        ? new Owed(request, true, start)
        : new Owed(request, false, start + millis * 1_000_000);
  }

  boolean isMetBy(WireFrame reply) {
    return refused
        ? new ErrorExpectation(BAD_REQUEST, request.id()).isMetBy(reply)
        : reply.equals(request.reply());
  }

  boolean isEarly(long nanos) {
    return nanos < earliest - COARSE_NANOS;
  }

  /** Returns the rule that says what the reply is. */
  String rule() {
    if (refused) {
      return "R4.3";
    }
    return request.type() == WireFrame.DELAY ? "R0.3" : "R0.2";
  }

  /** Returns its bytes; none where only a part of them is fixed. */
  Bytes bytes() {
    return refused ? Bytes.NONE : new Bytes(request.reply().bytes());
  }

  /** Returns the reply in words. */
  @Override
  public String toString() {
    return refused
        ? "ERROR BAD_REQUEST with " + Names.id(request.id())
        : request.reply().toString();
  }
}
