// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.parley.trace.model.Timeline;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SvgPictureTest {

  @Test
  void isAPictureOfItsOwnThatTakesNoTextForMarkup() throws Exception {
    Document picture = picture(Examples.loop("n<i>o", "<b>loop&1"));

    assertThat(texts(picture, "text")).contains("n<i>o on 1 processor", "<b>loop&1", "slow");
    assertThat(texts(picture, "title"))
        .contains(
            "Timeline of n<i>o on 1 processor",
            "0.0 to 60.0 ms, <b>loop&1: waits in Selector.select (derived)",
            "60.0 to 75.0 ms, <b>loop&1: waits in Thread.sleep for delay (measured)",
            "75.0 to 80.0 ms, <b>loop&1: runs (derived)",
            "40.0 ms, <b>loop&1, for slow: has read ECHO id 101; answers ECHO id 101",
            "40.0 ms, slow: has sent ECHO id 101",
            "85.0 ms, <b>loop&1: accept failed: <too many>");
    assertThat(texts(picture, "style")).singleElement().asString().contains("prefers-color-scheme");
  }

  @Test
  void placesThingsByTheirTime() throws Exception {
    Element owed = withClass(picture(Examples.loop("nio", "loop-1")), "delay owed");

    double millisecond = LaneDrawing.PLOT / 550;
    assertThat(Double.parseDouble(owed.getAttribute("x")))
        .isCloseTo(LaneDrawing.LEFT + 20 * millisecond, within());
    assertThat(Double.parseDouble(owed.getAttribute("width")))
        .isCloseTo(60 * millisecond, within());
  }

  @Test
  void growsItsScaleWithTheLongest() {
    Timeline one = Examples.loop("nio", "loop-1");
    Timeline longer =
        new Timeline("udp", one.transport(), 1, 601_000_000, one.clients(), one.threads());

    assertThat(Scale.of(List.of(one)).nanos()).isEqualTo(550_000_000);
    assertThat(Scale.of(List.of(one, longer)).nanos()).isEqualTo(650_000_000);
  }

  private static Offset<Double> within() {
    return offset(0.1);
  }

  private static Document picture(Timeline timeline) throws Exception {
    String text = SvgPicture.alone(timeline, Scale.of(List.of(timeline)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<String> texts(Document picture, String tag) {
    var found = picture.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  private static Element withClass(Document picture, String classes) {
    var found = picture.getElementsByTagName("rect");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .filter(rect -> rect.getAttribute("class").equals(classes))
        .findFirst()
        .orElseThrow();
  }
}
