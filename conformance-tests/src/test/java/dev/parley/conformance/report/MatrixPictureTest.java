// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.target.Pair;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class MatrixPictureTest {

  private static final String HOSTILE = "<script>x</script> & \u0000 @WIDTH@";

  @Test
  void hasARowForEachTargetAndAShapeForEachVerdict() throws Exception {
    Document picture =
        picture(
            run(
                report(
                    "pool", result("F01", Verdict.PASSED), result("F02", Verdict.NOT_APPLICABLE)),
                report(
                    HOSTILE,
                    result("F01", Verdict.FAILED),
                    result("F02", Verdict.PASSED),
                    result("R01", Verdict.INCONCLUSIVE),
                    result("R02", Verdict.EXPECTED_FAILURE))));

    assertThat(texts(picture))
        .contains("2 targets, 4 scenarios", "F", "R", "pool", "1 of 1", "1 of 4", "1 failed")
        .contains("<script>x</script> & \uFFFD @WIDTH@")
        .contains("2 passed", "1 failed", "1 inconclusive", "1 failed as expected")
        .contains("1 not applicable", "F frames · R rough clients");
    // Each once in a row and once in the legend; passed in two rows.
    assertThat(classes(picture, "path"))
        .containsExactlyInAnyOrder(
            "passed",
            "passed",
            "passed",
            "failed",
            "failed",
            "inconclusive",
            "inconclusive",
            "expected-failure",
            "expected-failure",
            "not-applicable",
            "not-applicable");
  }

  @Test
  void knowsWhatEachLetterIsAbout() throws Exception {
    ScenarioResult[] all =
        Catalogue.all().stream()
            .map(scenario -> result(scenario.id(), Verdict.PASSED))
            .toArray(ScenarioResult[]::new);

    assertThat(texts(picture(run(report("all", all)))))
        .filteredOn(text -> text.matches("[A-Z]"))
        .containsExactly("F", "R", "L", "C", "D", "T", "P", "S", "X");
    assertThat(texts(picture(run(report("all", all)))))
        .anyMatch(text -> text.contains("S how a program of a server is started"))
        .noneMatch(text -> text.contains("others"));
  }

  @Test
  void leavesOutLettersOfWhichNothingApplies() throws Exception {
    Document picture =
        picture(
            run(
                report(
                    "nio",
                    result("F01", Verdict.PASSED),
                    result("D01", Verdict.NOT_APPLICABLE),
                    result("D02", Verdict.NOT_APPLICABLE))));

    assertThat(texts(picture)).contains("1 target, 1 scenario", "F").doesNotContain("D");
  }

  @Test
  void showsInTheRowOfAClientTheServersThatItTalkedTo() throws Exception {
    ScenarioResult passed = result("P01", Verdict.PASSED);
    Document picture =
        picture(
            run(
                report("nio", result("F01", Verdict.PASSED)),
                pair("nio", "nio", passed),
                pair("nio", "pool", result("P01", Verdict.FAILED)),
                pair("pool", "pool", passed)));

    assertThat(texts(picture))
        .contains("2 targets, 2 scenarios", "P", "nio", "2 of 3", "pool", "1 of 1");
  }

  @Test
  void namesTheMachineWhereThereAreSeveral() throws Exception {
    JsonNode here = run(report("nio", result("F01", Verdict.PASSED)));
    JsonNode there =
        JsonReport.read(
            new ByteArrayInputStream(
                here.toString()
                    .replaceAll("\"system\":\"[^\"]*\"", "\"system\":\"Mars\"")
                    .getBytes(UTF_8)));

    assertThat(texts(picture(here, there)))
        .anyMatch(text -> text.startsWith("nio, Mars "))
        .doesNotContain("nio");
  }

  @Test
  void isSmallAndNeedsNothing() throws Exception {
    List<ScenarioInfo> all = Catalogue.all();
    Stream<TargetReport> reports =
        IntStream.range(0, 9)
            .mapToObj(i ->
                report(
                    "style-" + i,
                    all.stream()
                        .map(scenario -> result(scenario.id(), Verdict.PASSED))
                        .toArray(ScenarioResult[]::new)));
    String svg = svg(run(reports.toArray(TargetReport[]::new)));

    assertThat(svg.length()).isLessThan(60_000);
    assertThat(svg).doesNotContain("<script", "href", "url(", "@import");
    assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
  }

  private static JsonNode run(TargetReport... reports) {
    return JsonReport.tree(Arrays.asList(reports));
  }

  private static TargetReport report(String name, ScenarioResult... results) {
    return new TargetReport(name, Transport.TCP, null, 42, Arrays.asList(results));
  }

  private static TargetReport pair(String client, String server, ScenarioResult result) {
    var pair = new Pair(client, server);
    return new TargetReport(pair.toString(), Transport.TCP, pair, 42, List.of(result));
  }

  private static ScenarioResult result(String id, Verdict verdict) {
    ScenarioInfo scenario = Catalogue.matching(List.of(id)).getFirst();
    return new ScenarioResult(scenario, verdict, "why", "", 1, "./parley check x");
  }

  private static String svg(JsonNode... runs) throws Exception {
    var out = new ByteArrayOutputStream();
    MatrixPicture.write(Arrays.asList(runs), out);
    return out.toString(UTF_8);
  }

  private static Document picture(JsonNode... runs) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg(runs).getBytes(UTF_8)));
  }

  private static List<String> texts(Document picture) {
    return elements(picture, "text").map(Element::getTextContent).toList();
  }

  private static List<String> classes(Document picture, String name) {
    return elements(picture, name).map(element -> element.getAttribute("class")).toList();
  }

  private static Stream<Element> elements(Document picture, String name) {
    NodeList all = picture.getElementsByTagName(name);
    return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
  }
}
