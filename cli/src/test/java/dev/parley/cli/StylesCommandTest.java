// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.cli.Invocation.Result;
import dev.parley.protocol.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class StylesCommandTest {

  @Test
  void listsEveryStyleInItsOrder() {
    List<String> lines = parley("styles").out().lines().toList();

    assertThat(lines.getFirst()).startsWith("STYLE ");
    assertThat(lines.stream().skip(1).map(line -> line.split(" ", 2)[0]))
        .containsExactlyElementsOf(Style.all().stream().map(Style::name).toList());
  }

  @Test
  void tellsTransportTraitsAndSummary() {
    assertThat(parley("styles").out().lines())
        .anyMatch(line -> line.matches("blocking +tcp +- +one client at a time.*"))
        .anyMatch(line -> line.matches("virtual +tcp +concurrent,limit +a virtual thread .*"));
  }

  @Test
  void printsOneLineOfJson() throws Exception {
    Result result = parley("styles", "--format", "json");
    JsonNode styles = new ObjectMapper().readTree(result.out());

    assertThat(result.out().lines()).hasSize(1);
    assertThat(styles).hasSameSizeAs(Style.all());
    assertThat(styles.get(0).get("name").asText()).isEqualTo("blocking");
    assertThat(styles.get(0).get("traits")).isEmpty();
    assertThat(styles.get(1).get("transport").asText()).isEqualTo("tcp");
    assertThat(styles.get(1).get("traits").get(0).asText()).isEqualTo("concurrent");
    assertThat(styles.get(1).get("summary").asText()).contains("thread");
  }

  @Test
  void refusesAnotherFormat() {
    Result result = parley("styles", "--format", "xml");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley styles: --format: ").contains("text, json");
  }
}
