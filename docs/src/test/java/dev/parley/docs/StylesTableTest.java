// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylesTableTest {

  @TempDir private Path module;

  @Test
  void counts_lines_of_code_and_nothing_else() throws IOException {
    Path sources = Files.createDirectories(module.resolve("src/main/java"));
    Files.writeString(
        sources.resolve("Sum.java"),
        """
        // A licence.

        /**
         * A class.
         */
        class Sum {
          /* a comment */
          int sum = 1 * 2; // a line of code
        }
        """);
    Files.writeString(sources.resolve("package-info.java"), "package sum;\n");
    Files.writeString(sources.resolve("notes.txt"), "none\n");

    assertThat(StylesTable.linesOfCode(module)).isEqualTo(3);
  }

  @Test
  void rounds_to_the_nearest_hundred() {
    assertThat(StylesTable.inHundreds(1249)).isEqualTo(1200);
    assertThat(StylesTable.inHundreds(1250)).isEqualTo(1300);
  }
}
