// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.trace.model.Timeline;
import dev.parley.trace.play.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Timelines as one page for people, which asks nothing of any network: the page is the resource
 * {@code trace.html}, and the pictures are laid into it.
 */
public final class HtmlPage {

  private static final String PAGE = "/dev/parley/trace/trace.html";

  private HtmlPage() {}

  /**
   * Writes the page, as UTF-8; the stream stays open.
   *
   * @throws IOException if the stream does
   */
  public static void write(List<Timeline> timelines, OutputStream out) throws IOException {
    Captions captions = Captions.load();
    Scale scale = Scale.of(timelines);
    var sections = new StringBuilder();
    for (Timeline timeline : timelines) {
      String words = captions.of(timeline.style()) + " " + Script.change(timeline.transport());
      sections.append(section(timeline, words.strip(), scale));
    }
    String page =
        Resource.text(PAGE)
            .replace("@PICTURE-STYLE@", Resource.text(SvgPicture.STYLE).strip())
            .replace("@SCRIPT@", Script.description())
            .replace("@PICTURES@", sections.toString().strip());
    out.write(page.getBytes(UTF_8));
    out.flush();
  }

  private static String section(Timeline timeline, String caption, Scale scale) {
    String name = Svg.escaped(timeline.style());
    return """
    <section>
    <h2 id="%1$s">%1$s</h2>
    <p>%2$s</p>
    <div class="card">
    %3$s</div>
    </section>
    """
        .formatted(name, Svg.escaped(caption), SvgPicture.of(timeline, scale));
  }
}
