// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import dev.parley.protocol.Transport;
import dev.parley.trace.model.Lane;
import dev.parley.trace.model.Mark;
import dev.parley.trace.model.Owner;
import dev.parley.trace.model.Segment;
import dev.parley.trace.model.Segment.Kind;
import dev.parley.trace.model.Timeline;
import dev.parley.trace.play.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timelines for tests. */
final class Examples {

  private static final long MILLI = 1_000_000;

  private Examples() {}

  /** A loop, a client, and everything that can be drawn. */
  static Timeline loop(String style, String thread) {
    Lane client =
        new Lane(
            new Owner(Owner.Kind.CLIENT, 0, "slow"),
            0,
            100 * MILLI,
            List.of(
                segment(Kind.VISIT, 0, 90, Role.SLOW, "is connected"),
                segment(Kind.SEND, 0, 40, Role.SLOW, "sends ECHO id 101"),
                segment(Kind.AWAIT, 40, 50, Role.SLOW, "waits for the reply to ECHO id 101")),
            List.of(mark(40, true, Role.SLOW, "has sent ECHO id 101")));
    Lane loop =
        new Lane(
            new Owner(Owner.Kind.PLATFORM, 7, thread),
            0,
            100 * MILLI,
            List.of(
                segment(Kind.DERIVED_WAIT, 0, 60, null, "Selector.select"),
                segment(Kind.MEASURED_WAIT, 60, 75, Role.DELAY, "Thread.sleep"),
                segment(Kind.WORK, 75, 80, null, "running"),
                segment(Kind.OWED, 20, 80, Role.DELAY, "has read DELAY id 301")),
            List.of(
                mark(10, false, Role.SLOW, "reads 1 bytes"),
                mark(20, true, Role.DELAY, "has read DELAY id 301"),
                mark(40, true, Role.SLOW, "has read ECHO id 101", "answers ECHO id 101"),
                mark(41, true, Role.ORDINARY, "has read ECHO id 201"),
                mark(85, false, null, "accept failed: <too many>")));
    return new Timeline(style, Transport.TCP, 1, 100 * MILLI, List.of(client), List.of(loop));
  }

  private static Segment segment(Kind kind, long from, long to, @Nullable Role role, String text) {
    return new Segment(kind, from * MILLI, to * MILLI, role, text);
  }

  private static Mark mark(long at, boolean frame, @Nullable Role role, String... texts) {
    return new Mark(at * MILLI, frame, role, List.of(texts));
  }
}
