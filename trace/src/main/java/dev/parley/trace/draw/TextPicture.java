// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import dev.parley.trace.model.Lane;
import dev.parley.trace.model.Mark;
import dev.parley.trace.model.Segment;
import dev.parley.trace.model.Timeline;
import dev.parley.trace.play.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A timeline for a terminal: a line for each lane, a character for each slice of time. */
public final class TextPicture {

  /** What the characters mean. */
  public static final List<String> LEGEND =
      List.of(
          "One character is 10 ms.",
          "  S O D  a frame of the slow, the ordinary, the delay client; * of several",
          "  s o d  some bytes of it, or a thread that waits for this client alone",
          "  .      waits, a thread for whoever comes, a client for its reply",
          "  =      runs; - is connected");

  private static final long SLICE = 10 * Scale.MILLI;
  private static final int SLICES_TO_A_NUMBER = 10;
  private static final char SEVERAL = '*';

  private final Timeline timeline;
  private final int slices;
  private final int nameWidth;

  private TextPicture(Timeline timeline) {
    this.timeline = timeline;
    this.slices = Math.toIntExact(timeline.length() / SLICE) + 1;
    this.nameWidth =
        Stream.concat(timeline.clients().stream(), timeline.threads().stream())
            .mapToInt(lane -> lane.owner().name().length())
            .max()
            .orElse(0);
  }

  /** Returns the lines, without what they are of. */
  public static List<String> of(Timeline timeline) {
    return new TextPicture(timeline).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("", axis(), ""));
    timeline.clients().forEach(lane -> lines.add(line(lane.owner().name(), row(lane), "")));
    lines.add("");
    timeline
        .threads()
        .forEach(lane -> lines.add(line(lane.owner().name(), row(lane), Calls.shortened(lane))));
    return lines;
  }

  private String line(String name, String row, String calls) {
    return "  %s  %s  %s"
        .formatted(name + " ".repeat(nameWidth - name.length()), row, calls)
        .stripTrailing();
  }

  private String axis() {
    var axis = new StringBuilder();
    for (int slice = 0; slice < slices; slice += SLICES_TO_A_NUMBER) {
      String number = Long.toString(slice * SLICE / Scale.MILLI);
      axis.append(number).append(" ".repeat(SLICES_TO_A_NUMBER - number.length()));
    }
    return axis.toString().stripTrailing() + " ms";
  }

  private String row(Lane lane) {
    char[] row = " ".repeat(slices).toCharArray();
    for (Segment segment : lane.segments()) {
      for (int slice = slice(segment.from()); slice <= slice(segment.to() - 1); slice++) {
        row[slice] = character(segment, row[slice]);
      }
    }
    lane.marks().stream().filter(mark -> !mark.frame()).forEach(mark -> put(mark, row));
    lane.marks().stream().filter(Mark::frame).forEach(mark -> put(mark, row));
    return new String(row);
  }

  private int slice(long time) {
    return Math.clamp(time / SLICE, 0, slices - 1);
  }

  private static char character(Segment segment, char before) {
    return switch (segment.kind()) {
      case VISIT -> '-';
      case SEND -> letter(segment.role());
      case AWAIT -> '.';
      case WORK -> '=';
      case MEASURED_WAIT, DERIVED_WAIT -> segment.role() == null ? '.' : letter(segment.role());
      case OWED -> before;
    };
  }

  private void put(Mark mark, char[] row) {
    Role role = mark.role();
    if (role == null) {
      return;
    }
    int slice = slice(mark.at());
    char own = letter(role);
    if (!mark.frame()) {
      row[slice] = own;
      return;
    }
    char capital = Character.toUpperCase(own);
    boolean other = Character.isUpperCase(row[slice]) && row[slice] != capital;
    row[slice] = other || row[slice] == SEVERAL ? SEVERAL : capital;
  }

  private static char letter(@Nullable Role role) {
    return role == null ? '.' : role.label().charAt(0);
  }
}
