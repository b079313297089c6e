// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.ComparisonFile;
import dev.parley.comparison.report.ComparisonPicture;
import dev.parley.conformance.run.Catalogue;
import dev.parley.protocol.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pictures that pages show are those that the commands make. */
class PicturesTest {

  private static final Path DOCS = Path.of("").toAbsolutePath();

  @Test
  void the_comparison_is_that_of_the_figures() throws IOException {
    Path picture = DOCS.resolve("pictures/comparison.svg");
    byte[] drawn = drawn(DOCS.resolve("figures.json"));
    if (Boolean.getBoolean("docs.update")) {
      Files.write(picture, drawn);
    }

    assertThat(picture).as("-Ddocs.update draws it again").hasBinaryContent(drawn);
  }

  private static byte[] drawn(Path figures) throws IOException {
    var out = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(figures)) {
      ComparisonPicture.write(ComparisonFile.read(in), out);
    }
    return out.toByteArray();
  }

  @Test
  void the_matrix_has_every_style_and_every_scenario() throws IOException {
    String picture = Files.readString(DOCS.resolve("pictures/matrix.svg"));
    // Those of X and S judge programs, and a style is none.
    long scenarios =
        Catalogue.all().stream().filter(scenario -> !scenario.id().matches("[XS].*")).count();

    assertThat(picture)
        .as("./parley check draws it again, parley-report/matrix.svg")
        .contains("<desc>%d targets, %d scenarios</desc>".formatted(Style.all().size(), scenarios));
    assertThat(Style.all())
        .allSatisfy(style -> assertThat(picture).contains(">%s</text>".formatted(style.name())));
  }
}
