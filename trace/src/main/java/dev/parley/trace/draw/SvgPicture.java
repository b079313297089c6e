// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import dev.parley.trace.model.Lane;
import dev.parley.trace.model.Timeline;
import java.io.IOException;
import java.util.List;

/** A timeline as a picture. */
public final class SvgPicture {

  static final String STYLE = "/dev/parley/trace/picture.css";

  private static final double WIDTH = LaneDrawing.LEFT + LaneDrawing.PLOT + 16;
  private static final double TITLE_Y = 20;
  private static final double AXIS_Y = 40;
  private static final double FIRST_Y = 48;
  private static final double GROUP = 22;
  private static final double LEGEND = 30;
  private static final long TICK_MILLIS = 50;

  private final Svg svg = new Svg();
  private final Timeline timeline;
  private final Scale scale;
  private double y = FIRST_Y;

  private SvgPicture(Timeline timeline, Scale scale) {
    this.timeline = timeline;
    this.scale = scale;
  }

  /** Returns the picture as a part of a page, which has to know the rules of {@link #STYLE}. */
  static String of(Timeline timeline, Scale scale) {
    return new SvgPicture(timeline, scale).draw("");
  }

  /**
   * Returns the picture as a file of its own, for white and dark ground alike.
   *
   * @throws IOException if the class path is incomplete
   */
  public static String alone(Timeline timeline, Scale scale) throws IOException {
    return new SvgPicture(timeline, scale)
        .draw("<style>\n%s</style>\n".formatted(Resource.text(STYLE)));
  }

  private String draw(String style) {
    String title = "%s on %s".formatted(timeline.style(), timeline.seen());
    double bottom = bottom();
    axis(bottom);
    svg.text("title", LaneDrawing.LEFT, TITLE_Y, title);
    group("clients", timeline.clients());
    group("threads of the server", timeline.threads());
    Legend.draw(svg, LaneDrawing.NAME_X, y + LEGEND / 2);
    String height = Integer.toString((int) (bottom + LEGEND));
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$s" width="%1$d" height="%2$s" \
    class="trace" role="img">
    <title>%3$s</title>
    %4$s<rect class="ground" width="%1$d" height="%2$s"/>
    %5$s</svg>
    """
        .formatted((int) WIDTH, height, Svg.escaped("Timeline of " + title), style, svg);
  }

  private double bottom() {
    int lanes = timeline.clients().size() + timeline.threads().size();
    return FIRST_Y + 2 * GROUP + lanes * LaneDrawing.HEIGHT;
  }

  private void axis(double bottom) {
    long last = scale.nanos() / Scale.MILLI;
    for (long millis = 0; millis <= last; millis += TICK_MILLIS) {
      double x = LaneDrawing.LEFT + LaneDrawing.PLOT * millis / last;
      svg.rect("tick", x, AXIS_Y + 4, 1, bottom - AXIS_Y - 4, "");
      svg.text("number", x, AXIS_Y, millis == 0 ? "0 ms" : Long.toString(millis));
    }
  }

  private void group(String name, List<Lane> lanes) {
    svg.text("group", 8, y + GROUP - 6, name);
    y += GROUP;
    for (Lane lane : lanes) {
      new LaneDrawing(svg, lane, scale, y).draw();
      y += LaneDrawing.HEIGHT;
    }
  }
}
