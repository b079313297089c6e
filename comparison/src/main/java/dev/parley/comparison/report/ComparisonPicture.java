// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Machine;
import dev.parley.comparison.model.Run;
import dev.parley.comparison.model.SameTwice;
import dev.parley.comparison.model.Subject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A comparison at a glance, as a picture to be shown on other pages: how many messages each server
 * answers against the baseline, and what an idle connection costs it. The frame and the colours are
 * the resource {@code comparison.svg}.
 */
public final class ComparisonPicture {

  private static final String FRAME = "/dev/parley/comparison/comparison.svg";
  private static final int MARGIN = 18;
  private static final int HEAD = 44;
  private static final int LINE = 18;
  private static final int DAY = 10; // characters of a date

  private final Comparison all;
  private final Drawing drawing = new Drawing();

  private ComparisonPicture(Comparison all) {
    this.all = all;
  }

  /**
   * Writes the picture, as SVG in UTF-8; the stream stays open.
   *
   * @throws IOException if the stream does
   */
  public static void write(Comparison comparison, OutputStream out) throws IOException {
    out.write(new ComparisonPicture(comparison).draw().getBytes(UTF_8));
    out.flush();
  }

  private String draw() throws IOException {
    int end = HEAD;
    for (String transport : all.subjects().stream().map(Subject::transport).distinct().toList()) {
      end = new PictureSection(all, transport, drawing, end).draw();
    }
    end += LINE;
    for (String line : legend()) {
      drawing.text(MARGIN, end, "dim", line);
      end += LINE;
    }
    // What strangers have written goes in last: a text that looks like a place is left as it is.
    return frame().replace("@HEIGHT@", Integer.toString(end)).replace("@BODY@", drawing.toString());
  }

  private List<String> legend() {
    SameTwice twice = all.sameTwice();
    String grey =
        twice == null
            ? ""
            : " Grey: what %s, measured twice, differs from itself by.".formatted(twice.subject());
    return List.of(
        "Dot and line: messages/s of two servers in the same block, the median of their ratios and"
            + " its "
            + all.run().intervalInWords()
            + ".",
        "Hollow, ~: no difference to tell from chance." + grey,
        "A number with /s: the baseline, or nothing to divide by. *: the generator was the limit.",
        run());
  }

  private String run() {
    Machine machine = all.machine();
    Run run = all.run();
    String day = run.started().substring(0, Math.min(DAY, run.started().length()));
    return "%s, %d processors, JDK %s, %s, %d blocks%s%s"
        .formatted(
            machine.system(),
            machine.processors(),
            machine.java(),
            day,
            run.blocks(),
            run.quick() ? ". A quick run: the figures are indicative" : "",
            run.complete() ? "" : ". It was interrupted");
  }

  private static String frame() throws IOException {
    try (InputStream in = ComparisonPicture.class.getResourceAsStream(FRAME)) {
      if (in == null) {
        throw new FileNotFoundException("the class path lacks " + FRAME);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
