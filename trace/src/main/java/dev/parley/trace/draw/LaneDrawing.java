// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import dev.parley.trace.model.Lane;
import dev.parley.trace.model.Mark;
import dev.parley.trace.model.Segment;
import dev.parley.trace.play.Role;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws one lane: its name, its times as bars, and what was done in an instant as marks. */
final class LaneDrawing {

  static final double LEFT = 150;
  static final double NAME_X = 14;
  static final double PLOT = 840;
  static final double HEIGHT = 34;

  private static final double NAME_Y = 15;
  private static final double CALLS_Y = 28;
  private static final double BAR_Y = 6;
  private static final double BAR = 18;
  private static final double FRAME = 4;
  private static final double BYTES = 2;
  private static final double LETTER = 6.4;
  private static final int ROOM = 22;

  private final Svg svg;
  private final Lane lane;
  private final Scale scale;
  private final double top;

  LaneDrawing(Svg svg, Lane lane, Scale scale, double top) {
    this.svg = svg;
    this.lane = lane;
    this.scale = scale;
    this.top = top;
  }

  void draw() {
    svg.text("name", NAME_X, top + NAME_Y, lane.owner().name());
    String calls = String.join(", ", lane.calls());
    if (!calls.isEmpty()) {
      svg.text(
          "call", NAME_X, top + CALLS_Y, calls.length() > ROOM ? Calls.shortened(lane) : calls);
    }
    svg.rect("life", x(lane.from()), top + BAR_Y + BAR, width(lane.from(), lane.to()), 1, "");
    lane.segments().forEach(this::draw);
    lane.marks().forEach(this::draw);
  }

  private void draw(Segment segment) {
    double x = x(segment.from());
    double width = width(segment.from(), segment.to());
    boolean below = segment.kind() == Segment.Kind.OWED;
    svg.rect(
        role(segment.role()) + " " + segment.kind().name().toLowerCase(Locale.ROOT),
        x,
        top + (below ? BAR_Y + BAR + 2 : BAR_Y),
        width,
        below ? 3 : BAR,
        meaning(segment));
    if (segment.isWait() && width > segment.text().length() * LETTER + 8) {
      svg.text("in", x + 4, top + BAR_Y + BAR - 5, segment.text());
    }
  }

  private void draw(Mark mark) {
    double width = mark.frame() ? FRAME : BYTES;
    double height = mark.frame() ? BAR + 4 : BAR / 2;
    svg.rect(
        role(mark.role()) + (mark.frame() ? " frame" : " bytes"),
        Math.min(x(mark.at()), LEFT + PLOT - width) - width / 2,
        top + BAR_Y + (BAR - height) / 2,
        width,
        height,
        meaning(mark));
  }

  private String meaning(Segment segment) {
    String text =
        switch (segment.kind()) {
          case MEASURED_WAIT -> "waits in " + segment.text() + whose(segment) + " (measured)";
          case DERIVED_WAIT -> "waits in " + segment.text() + " (derived)";
          case WORK -> "runs (derived)";
          case OWED -> segment.text() + "; the reply is owed, and no thread waits for it";
          case VISIT, SEND, AWAIT -> segment.text();
        };
    return String.format(
        Locale.ROOT,
        "%.1f to %.1f ms, %s: %s",
        Scale.millis(segment.from()),
        Scale.millis(segment.to()),
        lane.owner().name(),
        text);
  }

  private static String whose(Segment segment) {
    Role role = segment.role();
    return role == null ? "" : " for " + role.label();
  }

  private String meaning(Mark mark) {
    Role role = mark.role();
    String who = role == null || isOf(role) ? "" : ", for " + role.label();
    return String.format(
        Locale.ROOT,
        "%.1f ms, %s%s: %s",
        Scale.millis(mark.at()),
        lane.owner().name(),
        who,
        String.join("; ", mark.texts()));
  }

  private boolean isOf(Role role) {
    return lane.owner().name().equals(role.label());
  }

  private static String role(@Nullable Role role) {
    return role == null ? "nobody" : role.label();
  }

  private double x(long time) {
    return LEFT + PLOT * time / scale.nanos();
  }

  private double width(long from, long to) {
    return PLOT * (to - from) / scale.nanos();
  }
}
