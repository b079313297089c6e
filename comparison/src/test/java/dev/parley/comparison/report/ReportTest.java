// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Examples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void noTextEndsTheScriptThatItLiesIn() throws Exception {
    String page = page(Fields.of("</script><b>@CHART-SCRIPT@", false));

    assertThat(page)
        .contains("\\u003c/script>\\u003cb>@CHART-SCRIPT@")
        .doesNotContain("</script><b>")
        .contains("uPlot", "Permission is hereby granted");
    assertThat(page.split("</script>", -1)).hasSize(4);
  }

  @Test
  void keepsToItselfHowServersWereStarted() throws Exception {
    assertThat(page(Fields.of("pool", false))).doesNotContain("/home/somebody", "\"histogram\"");
  }

  @Test
  void hasOneRowForEachCell() throws Exception {
    var out = new ByteArrayOutputStream();
    CsvReport.write(Fields.of("=a\"b", true), out);

    assertThat(out.toString(UTF_8).split("\r\n"))
        .hasSize(4)
        .contains(
            "\"w2\",\"nio\",1,true,1000.0,1.5,0.5,5.003,5.003,5.003,0,0",
            "\"w2\",\"'=a\"\"b\",1,false,2000.0,,,5.003,5.003,5.003,0,0");
  }

  @Test
  void leavesEmptyWhatIsNotKnown() throws Exception {
    var out = new ByteArrayOutputStream();
    CsvReport.write(Examples.bare(), out);

    assertThat(out.toString(UTF_8).lines()).hasSize(1);
  }

  private static String page(Comparison comparison) throws IOException {
    var out = new ByteArrayOutputStream();
    HtmlReport.write(comparison, out);
    return out.toString(UTF_8);
  }
}
