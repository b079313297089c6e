// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonFileTest {

  @Test
  void aComparisonComesBackAsItWas() throws IOException {
    assertThat(read(write(Examples.full()))).isEqualTo(Examples.full());
  }

  @Test
  void whatIsMissingStaysMissing() throws IOException {
    String json = write(Examples.bare());

    assertThat(json).doesNotContain("null");
    assertThat(read(json)).isEqualTo(Examples.bare());
  }

  @Test
  void inBriefItTellsTheSameButHistogramsAndCommands() throws IOException {
    Comparison all = Examples.full();
    String json = write(all.brief());

    assertThat(json).doesNotContain("histogram", "-jar");
    assertThat(read(json)).isEqualTo(all.brief());
    assertThat(all.brief().ratios()).isEqualTo(all.ratios());
    assertThat(all.brief().cells().getFirst().median(Sample::messagesPerSecond))
        .isEqualTo(all.cells().getFirst().median(Sample::messagesPerSecond));
    assertThat(all.brief().bystanders().getFirst().latency().p99()).isEqualTo(1.0);
    assertThat(all.brief().cells().getFirst().latency())
        .isNotNull()
        .satisfies(latency -> assertThat(latency.nanos()).isEmpty());
  }

  @Test
  void aFieldOfALaterVersionIsPassedOver() throws IOException {
    String json = write(Examples.full()).replaceFirst("\\{", "{\"weather\": \"fine\",");

    assertThat(read(json)).isEqualTo(Examples.full());
  }

  @Test
  void aListThatIsMissingIsEmpty() throws IOException {
    String json = write(Examples.bare()).replace("\"growth\"", "\"formerly\"");

    assertThat(read(json)).isEqualTo(Examples.bare());
  }

  @ParameterizedTest
  @CsvSource({
    "'[', no comparison",
    "'', format is ''",
    "'{\"format\": \"parley-results/1\"}', format is 'parley-results/1'",
    "'{\"format\": \"parley-comparison/1\"}', lacks the field 'machine'",
    "'{\"format\": \"parley-comparison/1\", \"machine\": {}, \"run\": {}}', no comparison"
  })
  void saysWhatIsWrongWithAFile(String json, String text) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class).hasMessageContaining(text);
  }

  @Test
  void aCellWithoutItsSubjectIsRefused() throws IOException {
    String json = write(Examples.full()).replaceAll("\"subject\"", "\"sujet\"");

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lacks its subject");
  }

  private static String write(Comparison comparison) throws IOException {
    var out = new ByteArrayOutputStream();
    ComparisonFile.write(comparison, out);
    return out.toString(UTF_8);
  }

  private static Comparison read(String json) throws IOException {
    return ComparisonFile.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }
}
