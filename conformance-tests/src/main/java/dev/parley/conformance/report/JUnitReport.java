// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results as JUnit's XML, which every build server reads: a suite for each target, a case for each
 * scenario. Inconclusive is an error; not applicable is skipped, and so is an expected failure.
 */
public final class JUnitReport {

  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * Writes the reports, as UTF-8; the stream stays open.
   *
   * @throws IOException if the stream does
   */
  public static void write(List<TargetReport> reports, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, UTF_8.name());
      new JUnitReport(xml).write(reports);
      out.write('\n');
      out.flush();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write the report", e);
    }
  }

  private void write(List<TargetReport> reports) throws XMLStreamException {
    xml.writeStartDocument(UTF_8.name(), "1.0");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "Parley/1 conformance");
    for (TargetReport report : reports) {
      suite(report);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
  }

  private void suite(TargetReport report) throws XMLStreamException {
    long millis = report.results().stream().mapToLong(ScenarioResult::millis).sum();
    xml.writeStartElement("testsuite");
    attribute("name", report.target());
    attribute("tests", Integer.toString(report.results().size()));
    attribute("failures", Long.toString(report.count(Verdict.FAILED)));
    attribute("errors", Long.toString(report.count(Verdict.INCONCLUSIVE)));
    attribute("skipped", Long.toString(skipped(report)));
    attribute("time", seconds(millis));
    for (ScenarioResult result : report.results()) {
      scenario(report.target(), result);
    }
    xml.writeEndElement();
  }

  private static long skipped(TargetReport report) {
    return report.count(Verdict.NOT_APPLICABLE) + report.count(Verdict.EXPECTED_FAILURE);
  }

  private void scenario(String target, ScenarioResult result) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", target);
    attribute("name", result.scenario().id() + " " + result.scenario().title());
    attribute("time", seconds(result.millis()));
    switch (result.verdict()) {
      case PASSED -> {}
      case FAILED -> problem("failure", ConformanceFailure.class, result);
      case INCONCLUSIVE -> problem("error", HarnessFault.class, result);
      case NOT_APPLICABLE, EXPECTED_FAILURE -> skipped(result);
    }
    xml.writeEndElement();
  }

  private void problem(String element, Class<?> type, ScenarioResult result)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("message", result.reason());
    attribute("type", type.getName());
    text(result);
  }

  private void skipped(ScenarioResult result) throws XMLStreamException {
    xml.writeStartElement("skipped");
    attribute("message", result.reason());
    text(result);
  }

  private void text(ScenarioResult result) throws XMLStreamException {
    if (!result.text().isEmpty()) {
      xml.writeCharacters(XmlText.legal(result.text()));
    }
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    // A line break in an attribute reads as a blank; written as one, no reader differs.
    xml.writeAttribute(name, XmlText.legal(value).replace('\n', ' '));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }
}
