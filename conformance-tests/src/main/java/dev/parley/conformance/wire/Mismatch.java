// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target did something else than it should: what was expected, and what came. */
public final class Mismatch extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient List<String> expected;
  private final String actual;
  private final transient @Nullable Evidence evidence;

  /**
   * Makes the mismatch of one connection.
   *
   * @param expected every outcome that would have been accepted
   */
  public Mismatch(List<String> expected, String actual, @Nullable Evidence evidence) {
    super("expected " + String.join(", or ", expected) + ", but got " + actual);
    this.expected = List.copyOf(expected);
    this.actual = actual;
    this.evidence = evidence;
  }

  /** Makes a mismatch that is not about the bytes of one connection. */
  public Mismatch(String expected, String actual) {
    this(List.of(expected), actual, null);
  }

  /** Returns every outcome that would have been accepted. */
  public List<String> expected() {
    return expected;
  }

  /** Returns what came instead. */
  public String actual() {
    return actual;
  }

  /** Returns what the connection tells, or null where it is not about one. */
  public @Nullable Evidence evidence() {
    return evidence;
  }
}
