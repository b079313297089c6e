// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Examples;
import dev.parley.comparison.model.Ratio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ComparisonPictureTest {

  private static final String HOSTILE = "<b>\u0000 & @BODY@ and more";

  @Test
  void showsRatiosAgainstTheBaselineAndMemory() throws Exception {
    Document picture = picture(Fields.of("pool", true));

    assertThat(texts(picture))
        .contains("TCP", "nio", "pool", "w2: some connections")
        .contains("1,000/s*", "0.50", "1.0 KiB", "39.1 KiB")
        .contains("1/2", "1", "2");
    assertThat(elements(picture, "circle").map(one -> one.getAttribute("class")))
        .containsExactly("told");
    Element dot = elements(picture, "circle").findFirst().orElseThrow();
    assertThat(place(picture, "1/2")).isEqualTo(Double.parseDouble(dot.getAttribute("cx")));
  }

  @Test
  void saysWhyThereIsNoMemoryToTell() throws Exception {
    Comparison all = Fields.of("pool", false);

    assertThat(texts(picture(Fields.memoryOfOnly(all, "nio"))))
        .contains("1.0 KiB", "holds 1, no more")
        .doesNotContain("39.1 KiB");
    assertThat(texts(picture(Fields.memoryOfOnly(all, "pool"))))
        .contains("39.1 KiB", "–")
        .doesNotContain("holds 1, no more");
  }

  @Test
  void isHonestAboutChance() throws Exception {
    Comparison all =
        Fields.ofRatios(
            "messagesPerSecond", new Ratio("w2", "", "pool", "nio", 3, 1, 0.9, 1.1, false));
    Document without = picture(all);
    Document with = picture(Fields.twice(all));

    assertThat(elements(with, "circle").map(one -> one.getAttribute("class")))
        .containsExactly("untold");
    assertThat(bands(without)).isZero();
    assertThat(bands(with)).isEqualTo(1);
    assertThat(texts(with)).anyMatch(text -> text.contains("Grey: what nio, measured twice"));
    assertThat(texts(without)).noneMatch(text -> text.contains("Grey"));
    assertThat(texts(with)).anyMatch(text -> text.contains("A quick run"));
  }

  @Test
  void takesNoNameForMarkup() throws Exception {
    assertThat(texts(picture(Fields.of(HOSTILE, false)))).contains("<b>  & @BOD…");
  }

  @Test
  void drawsWhatThereIs() throws Exception {
    assertThat(texts(picture(Examples.bare()))).hasSize(5);
    assertThat(texts(picture(Examples.full()))).contains("1.00~*", "0.7 KiB", "TCP");
  }

  @Test
  void writesRatesToThreeDigits() {
    assertThat(Stream.of(0.0, 9_999.0, 12_595.0, 236_176.0, 6_263_888.0).map(RatioPanel::rate))
        .containsExactly("0/s", "9,999/s", "12.6 k/s", "236 k/s", "6.26 M/s");
  }

  @Test
  void aRatioBeyondTheAxisStandsAtItsEnd() {
    RatioScale scale = RatioScale.of(List.of(new Ratio("", "", "", "", 3, 1, 0.001, 1_000, false)));

    assertThat(scale.place(0.001)).isZero();
    assertThat(scale.place(1_000)).isEqualTo(1);
    assertThat(scale.place(1)).isEqualTo(0.5);
    assertThat(scale.marks()).hasSize(9);
    assertThat(RatioScale.of(List.of()).marks()).containsExactly(0.5, 1.0, 2.0);
  }

  private static double place(Document picture, String mark) {
    return elements(picture, "text")
        .filter(one -> one.getTextContent().equals(mark))
        .mapToDouble(one -> Double.parseDouble(one.getAttribute("x")))
        .findFirst()
        .orElseThrow();
  }

  private static long bands(Document picture) {
    return elements(picture, "rect").filter(r -> r.getAttribute("class").equals("chance")).count();
  }

  private static Document picture(Comparison comparison) throws Exception {
    var out = new ByteArrayOutputStream();
    ComparisonPicture.write(comparison, out);
    assertThat(out.toString(UTF_8)).doesNotContain("<script", "href", "@import");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<String> texts(Document picture) {
    return elements(picture, "text").map(Element::getTextContent).toList();
  }

  private static Stream<Element> elements(Document picture, String name) {
    NodeList all = picture.getElementsByTagName(name);
    return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
  }
}
