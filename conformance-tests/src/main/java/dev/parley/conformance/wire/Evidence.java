// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import org.jspecify.annotations.Nullable;

/**
 * What one connection tells about a mistake.
 *
 * @param expected the bytes that should have come; empty where no particular ones were expected
 * @param actual the bytes that came in their place, as far as they came
 * @param stop what ended the reading; null where a byte differed
 * @param ended whether the suite had ended its side
 * @param afterEnd what came when the suite, in want of a reply, ended its side; null if it did not
 * @param transcript the whole conversation
 */
public record Evidence(
    Bytes expected,
    Bytes actual,
    @Nullable Received stop,
    boolean ended,
    @Nullable Received afterEnd,
    Transcript transcript) {

  /** Returns whether nothing at all came. */
  public boolean silent() {
    return actual.length() == 0;
  }
}
