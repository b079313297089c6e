// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.target.Pair;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ODD =
      "a \u0000 \"<&>\" \uD83D\uDE00 \uD800 line\nnext ]]> \u0085\u2028";

  private final TargetReport report =
      new TargetReport(
          "python3 'x' <y>",
          Transport.TCP,
          null,
          42,
          List.of(
              result(0, Verdict.PASSED, "", ""),
              result(1, Verdict.FAILED, ODD, ODD),
              result(2, Verdict.NOT_APPLICABLE, "it has no limit", ""),
              result(3, Verdict.INCONCLUSIVE, "no socket", "stack"),
              result(4, Verdict.EXPECTED_FAILURE, "known", "a failure")));

  @Test
  void jsonHoldsToItsSchema() throws Exception {
    String json = json(List.of(report, report));

    assertThat(problems(json)).isEmpty();
    JsonNode target = MAPPER.readTree(json).at("/targets/0");
    assertThat(target.at("/name").asText()).isEqualTo("python3 'x' <y>");
    assertThat(target.at("/transport").asText()).isEqualTo("tcp");
    assertThat(target.at("/counts"))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"passed":1,"failed":1,"not-applicable":1,"inconclusive":1,"expected-failure":1}\
                """));
    assertThat(target.at("/scenarios/0/id").asText()).isEqualTo("F01");
    assertThat(target.at("/scenarios/0/rules/0").asText()).isEqualTo("R0.1");
    assertThat(target.at("/scenarios/0").has("reason")).isFalse();
    assertThat(target.at("/scenarios/2/verdict").asText()).isEqualTo("not-applicable");
    assertThat(target.at("/scenarios/2/reason").asText()).isEqualTo("it has no limit");
    assertThat(target.at("/scenarios/3/text").asText()).isEqualTo("stack");
    assertThat(target.at("/scenarios/3/reproduce").asText()).isEqualTo("./parley check x");
  }

  @Test
  void jsonOfEveryScenarioHoldsToItsSchema() throws Exception {
    List<ScenarioResult> results =
        Catalogue.all().stream()
            .map(scenario -> new ScenarioResult(scenario, Verdict.PASSED, "", "", 1, "./parley"))
            .toList();
    var all = new TargetReport("x", Transport.TCP, null, 42, results);

    assertThat(problems(json(List.of(all)))).isEmpty();
  }

  @Test
  void saysWhichClientTalkedToWhichServer() throws Exception {
    var pair = new Pair("nio", "pool");
    var together =
        new TargetReport(
            pair.toString(), Transport.TCP, pair, 42, List.of(result(0, Verdict.PASSED, "", "")));
    String json = json(List.of(report, together));
    String markdown = MarkdownReport.of(List.of(JsonReport.tree(List.of(report, together))));

    assertThat(problems(json)).isEmpty();
    assertThat(MAPPER.readTree(json).at("/targets/0").has("pair")).isFalse();
    assertThat(MAPPER.readTree(json).at("/targets/1/pair").toString())
        .isEqualTo("{\"client\":\"nio\",\"server\":\"pool\"}");
    assertThat(markdown)
        .contains("### Client (down) and server (across): ")
        .contains("| | <code>pool</code> |\n|---|:-:|\n| <code>nio</code> | passed |")
        .doesNotContain("nio client");
  }

  @Test
  void theSchemaRefusesWhatIsNoReport() throws Exception {
    ObjectNode json = (ObjectNode) MAPPER.readTree(json(List.of(report)));
    ((ObjectNode) json.at("/targets/0/scenarios/1")).remove("reason");
    assertThat(problems(json.toString())).isNotEmpty();
    assertThat(problems("{}")).isNotEmpty();
  }

  @Test
  void xmlSaysTheSameToABuildServer() throws Exception {
    Element suites = xml(List.of(report, report)).getDocumentElement();
    Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);

    assertThat(suites.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
    assertThat(suite.getAttribute("name")).isEqualTo("python3 'x' <y>");
    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("2");
    assertThat(suite.getAttribute("time")).isEqualTo("6.170");

    Element passed = (Element) suite.getElementsByTagName("testcase").item(0);
    assertThat(passed.getAttribute("name")).isEqualTo("F01 echo and ids");
    assertThat(passed.getAttribute("classname")).isEqualTo("python3 'x' <y>");
    assertThat(passed.getAttribute("time")).isEqualTo("1.234");
    assertThat(passed.getChildNodes().getLength()).isZero();
    assertThat(child(suite, "skipped").getAttribute("message")).isEqualTo("it has no limit");
    assertThat(child(suite, "error").getTextContent()).isEqualTo("stack");
  }

  @Test
  void xmlHoldsToItsSchema() throws Exception {
    Schema schema =
        SchemaFactory.newDefaultInstance().newSchema(ReportTest.class.getResource("junit.xsd"));

    assertThatCode(
            () -> schema.newValidator().validate(new DOMSource(xml(List.of(report, report)))))
        .doesNotThrowAnyException();
  }

  @Test
  void xmlHoldsTextThatItCannotHoldWithItsCharactersReplaced() throws Exception {
    Element failure = child(xml(List.of(report)).getDocumentElement(), "failure");
    String readable = ODD.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD');

    assertThat(failure.getTextContent()).isEqualTo(ODD.replaceAll("[\u0000\uD800]", "\uFFFD"));
    assertThat(failure.getAttribute("message")).startsWith(readable.substring(0, 8));
    assertThat(failure.getAttribute("message")).contains("line next");
  }

  private static Element child(Element parent, String name) {
    return (Element) parent.getElementsByTagName(name).item(0);
  }

  private static ScenarioResult result(int n, Verdict verdict, String reason, String text) {
    return new ScenarioResult(
        Catalogue.all().get(n == 0 ? first() : n), verdict, reason, text, 1234, "./parley check x");
  }

  private static int first() {
    return Catalogue.all().indexOf(Catalogue.matching(List.of("F01")).getFirst());
  }

  private static String json(List<TargetReport> reports) throws Exception {
    var out = new ByteArrayOutputStream();
    JsonReport.write(reports, out);
    return out.toString(UTF_8);
  }

  private static Document xml(List<TargetReport> reports) throws Exception {
    var out = new ByteArrayOutputStream();
    JUnitReport.write(reports, out);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<dev.harrel.jsonschema.Error> problems(String json) throws Exception {
    try (InputStream schema =
        JsonReport.class.getResourceAsStream("/dev/parley/conformance/results.schema.json")) {
      Validator.Result result =
          new ValidatorFactory()
              .withJsonNodeFactory(new JacksonNode.Factory())
              .validate(new String(schema.readAllBytes(), UTF_8), json);
      return result.getErrors();
    }
  }
}
