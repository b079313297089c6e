// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.comparison.model.Comparison;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A comparison as one page for people, which asks nothing of any network: the page is the resource
 * {@code report.html}; the library for its charts and what it shows are laid into it.
 */
public final class HtmlReport {

  private static final String PAGE = "/dev/parley/comparison/report.html";
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HtmlReport() {}

  /**
   * Writes the page, as UTF-8; the stream stays open.
   *
   * @throws IOException if the stream does
   * @throws IllegalArgumentException if the comparison holds a histogram that cannot be read
   */
  public static void write(Comparison comparison, OutputStream out) throws IOException {
    // In JSON a '<' can only stand in a string; so no text can end the script that it lies in.
    String json = MAPPER.writeValueAsString(PageData.of(comparison)).replace("<", "\\u003c");
    // The data goes in last: a text that looks like a place is left as it is.
    String page =
        resource(PAGE)
            .replace("@LICENCE@", resource(CHARTS + "LICENSE").strip())
            .replace("@CHART-STYLE@", resource(CHARTS + "dist/uPlot.min.css").strip())
            .replace("@CHART-SCRIPT@", resource(CHARTS + "dist/uPlot.iife.min.js").strip())
            .replace("@DATA@", json);
    out.write(page.getBytes(UTF_8));
    out.flush();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("the class path lacks " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
