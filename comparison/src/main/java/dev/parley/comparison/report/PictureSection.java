// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.SameTwice;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One transport in a picture: a row for each server, a panel for each of the first workloads. */
final class PictureSection {

  private static final int MARGIN = 18;
  private static final int NAMES = 92;
  private static final int PANEL = 168; // from one to the next
  private static final int FOOT = 28;
  private static final int PANELS = 4;
  private static final int LONGEST_NAME = 12;

  private final Comparison all;
  private final String transport;
  private final Drawing drawing;
  private final PictureRows rows;
  private final List<Workload> workloads;

  /** Makes the section of a transport, to be drawn from {@code top} on. */
  PictureSection(Comparison all, String transport, Drawing drawing, int top) {
    this.all = all;
    this.transport = transport;
    this.drawing = drawing;
    List<Subject> subjects =
        all.subjects().stream()
            .filter(one -> one.transport().equals(transport))
            .filter(one -> one.kind() != Subject.Kind.AGAIN)
            .toList();
    this.rows = new PictureRows(subjects, top);
    this.workloads =
        all.workloads().stream()
            .filter(one -> one.transport().equals(transport) && one.rate() == null)
            .limit(PANELS)
            .toList();
  }

  /** Draws it, if anything was measured, and returns where it ends. */
  int draw() {
    if (workloads.isEmpty()) {
      return rows.top();
    }
    drawing.text(MARGIN, rows.top() + 18, "section", transport.toUpperCase(Locale.ROOT));
    for (int row = 0; row < rows.subjects().size(); row++) {
      drawing.text(MARGIN, rows.middle(row) + 4, "", name(rows.subjects().get(row)));
    }
    List<Ratio> ratios = all.ratios().stream().filter(this::isShown).toList();
    List<Ratio> chance = chance();
    RatioScale scale = RatioScale.of(Stream.concat(ratios.stream(), chance.stream()).toList());
    int x = MARGIN + NAMES;
    for (Workload workload : workloads) {
      new RatioPanel(all, workload, rows, drawing, scale).draw(x, ratios, chance);
      x += PANEL;
    }
    new MemoryPanel(all, rows, drawing).draw(x);
    return rows.bottom() + (ratios.isEmpty() ? FOOT / 2 : FOOT);
  }

  private boolean isShown(Ratio ratio) {
    return isAboutThroughput(ratio) && rows.have(ratio.subject());
  }

  private boolean isAboutThroughput(Ratio ratio) {
    return ratio.figure().equals("messagesPerSecond")
        && workloads.stream().anyMatch(one -> one.id().equals(ratio.workload()));
  }

  /** Returns what one server differs from itself by, where it was measured twice. */
  private List<Ratio> chance() {
    SameTwice twice = all.sameTwice();
    return twice == null
        ? List.of()
        : twice.ratios().stream().filter(this::isAboutThroughput).toList();
  }

  private static String name(Subject subject) {
    String name = subject.name();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
