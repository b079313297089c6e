// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.trace.play.Role;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a recording tells.
 *
 * @param kind what it is about
 * @param owner who did it
 * @param from when it began, in nanoseconds from the beginning of the script
 * @param to when it ended; the same for what takes no time
 * @param role the client that it was done for; null where that is not known, or nobody's
 * @param id the frame's id, or 0
 * @param text what it was, for people
 */
record Fact(Kind kind, Owner owner, long from, long to, @Nullable Role role, int id, String text) {

  enum Kind {
    BORN,
    GONE,
    WAIT,
    BYTES,
    FRAME_IN,
    FRAME_OUT,
    OPENED,
    CLOSED,
    TROUBLE,
    SEEN_WAITING,
    SEEN_RUNNING,
    VISIT,
    SEND,
    SENT,
    AWAIT,
    REPLIED
  }

  /** Returns whether this says something about its whole time, and not only that it was seen. */
  boolean isActivity() {
    return switch (kind) {
      case BORN, GONE, SEEN_WAITING, SEEN_RUNNING -> false;
      default -> true;
    };
  }
}
