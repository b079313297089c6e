// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target did something else than it should: what was expected, and what came. */
public final class Mismatch extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient List<String> expected;
  private final String actual;
  private final transient @Nullable Evidence evidence;
  private final transient List<String> causes;
  private final transient @Nullable Culprit culprit;

  /**
   * Makes the mismatch of one connection.
   *
   * @param expected every outcome that would have been accepted
   */
  public Mismatch(List<String> expected, String actual, @Nullable Evidence evidence) {
    this(expected, actual, evidence, List.of(), null);
  }

  private Mismatch(
      List<String> expected,
      String actual,
      @Nullable Evidence evidence,
      List<String> causes,
      @Nullable Culprit culprit) {
    super("expected " + String.join(", or ", expected) + ", but got " + actual);
    this.expected = List.copyOf(expected);
    this.actual = actual;
    this.evidence = evidence;
    this.causes = List.copyOf(causes);
    this.culprit = culprit;
  }

  /** Makes a mismatch that is not about the bytes of one connection. */
  public Mismatch(String expected, String actual) {
    this(List.of(expected), actual, null);
  }

  /** Returns this mismatch with a likely cause, which the scenario read off what it saw. */
  public Mismatch because(String cause) {
    List<String> more = new ArrayList<>(causes);
    more.add(cause);
    return new Mismatch(expected, actual, evidence, more, culprit);
  }

  /** Returns this mismatch as that of one of two. */
  public Mismatch by(Culprit who) {
    return new Mismatch(expected, actual, evidence, causes, who);
  }

  /** Returns who is to blame, where it is not just the target; else null. */
  public @Nullable Culprit culprit() {
    return culprit;
  }

  /** Returns the likely causes that the scenario told. */
  public List<String> causes() {
    return causes;
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
