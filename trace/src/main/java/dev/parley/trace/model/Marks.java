// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.trace.model.Fact.Kind;
import java.util.ArrayList;
import java.util.List;

/** Draws together what a thread did for one client in the same moment. */
final class Marks {

  /** How far apart two things are at least that are told apart. */
  private static final long MOMENT = 1_500_000;

  private Marks() {}

  static List<Mark> of(List<Fact> facts, long end) {
    List<Mark> marks = new ArrayList<>();
    for (Fact fact : facts) {
      if (isInstant(fact.kind()) && fact.to() >= 0 && fact.to() <= end) {
        add(fact, marks);
      }
    }
    return List.copyOf(marks);
  }

  private static boolean isInstant(Kind kind) {
    return switch (kind) {
      case BYTES, OPENED, CLOSED, TROUBLE -> true;
      default -> isFrame(kind);
    };
  }

  private static boolean isFrame(Kind kind) {
    return switch (kind) {
      case FRAME_IN, FRAME_OUT, SENT, REPLIED -> true;
      default -> false;
    };
  }

  private static void add(Fact fact, List<Mark> marks) {
    Mark last = marks.isEmpty() ? null : marks.getLast();
    boolean frame = isFrame(fact.kind());
    if (last == null || last.role() != fact.role() || fact.to() - last.at() > MOMENT) {
      marks.add(new Mark(fact.to(), frame, fact.role(), List.of(fact.text())));
      return;
    }
    List<String> texts = new ArrayList<>(last.texts());
    texts.add(fact.text());
    marks.set(
        marks.size() - 1,
        new Mark(last.at(), last.frame() || frame, last.role(), List.copyOf(texts)));
  }
}
