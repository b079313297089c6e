// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conformance.failure.Rule;
import dev.parley.conformance.failure.Rules;
import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Results as one page for people, which asks nothing of any network: the page is the resource
 * {@code report.html}, and what it shows is laid into it as JSON.
 */
public final class HtmlReport {

  private static final String PAGE = "/dev/parley/conformance/report.html";
  private static final String PLACE = "@DATA@";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HtmlReport() {}

  /**
   * Writes the page, as UTF-8; the stream stays open.
   *
   * @param runs what {@link JsonReport} tells of one run or several; each target is a column
   * @throws IOException if the stream does
   */
  public static void write(List<JsonNode> runs, OutputStream out) throws IOException {
    ObjectNode data = MAPPER.createObjectNode();
    data.putArray("runs").addAll(runs);
    ObjectNode rules = data.putObject("rules");
    for (Map.Entry<String, Rule> rule : Rules.all().entrySet()) {
      rules.put(rule.getKey(), rule.getValue().text());
    }
    // In JSON a '<' can only stand in a string; so no text can end the script that it lies in.
    String json = MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    out.write(page().replace(PLACE, json).getBytes(UTF_8));
    out.flush();
  }

  private static String page() throws IOException {
    try (InputStream page = HtmlReport.class.getResourceAsStream(PAGE)) {
      if (page == null) {
        throw new HarnessFault("the class path lacks " + PAGE, null);
      }
      return new String(page.readAllBytes(), UTF_8);
    }
  }
}
