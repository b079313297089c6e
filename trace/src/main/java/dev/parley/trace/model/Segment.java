// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.trace.play.Role;
import org.jspecify.annotations.Nullable;

/**
 * A time of a lane.
 *
 * @param kind what went on
 * @param from its beginning, in nanoseconds from that of the script
 * @param to its end
 * @param role the client whose time it is; null where it is nobody's alone
 * @param text what it was: a call, or what a client did
 */
public record Segment(Kind kind, long from, long to, @Nullable Role role, String text) {

  /** What can go on. */
  public enum Kind {
    /** The thread waited; the JDK measured it. */
    MEASURED_WAIT,
    /** Between two events the thread waited; that is known from samples of its stack. */
    DERIVED_WAIT,
    /** Between two events the thread ran, by its samples. */
    WORK,
    /** A request was read and is not answered yet, and no thread waits for that. */
    OWED,
    /** A client was connected. */
    VISIT,
    /** A client sent a request. */
    SEND,
    /** A client waited for a reply. */
    AWAIT
  }

  /** Returns how long it was, in nanoseconds. */
  public long length() {
    return to - from;
  }

  /** Returns whether a thread waited. */
  public boolean isWait() {
    return kind == Kind.MEASURED_WAIT || kind == Kind.DERIVED_WAIT;
  }
}
