// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that one of two sides broke, as a {@link Referee} saw it.
 *
 * @param side who broke it
 * @param rule its id in PROTOCOL.md
 * @param expected what should have come from that side
 * @param actual what came instead
 * @param wanted the bytes that should have come; empty where no particular ones were expected
 * @param came the bytes that came in their place
 * @param stop what came where no bytes did; null where they did
 */
public record Breach(
    Side side,
    String rule,
    String expected,
    String actual,
    Bytes wanted,
    Bytes came,
    @Nullable Received stop) {

  /** The two sides of a conversation. */
  public enum Side {
    /** Who asks. */
    CLIENT,
    /** Who answers. */
    SERVER
  }

  static Breach frame(Side side, String rule, String expected, Bytes wanted, WireFrame came) {
    var bytes = new Bytes(came.bytes());
    return new Breach(side, rule, expected, came.toString(), wanted, bytes, null);
  }

  static Breach stop(Side side, String rule, String expected, Bytes wanted, Received stop) {
    return new Breach(side, rule, expected, stop.toString(), wanted, Bytes.NONE, stop);
  }

  /** Returns the failure of whoever that side is. */
  public Mismatch mismatch(Transcript transcript) {
    return new Mismatch(
        List.of(expected), actual, new Evidence(wanted, came, stop, false, null, transcript));
  }
}
