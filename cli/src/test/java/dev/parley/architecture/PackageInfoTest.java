// SPDX-License-Identifier: Apache-2.0

package dev.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package of each style is described under the same headings, in the same order. */
class PackageInfoTest {

  private static final Pattern HEADING = Pattern.compile("<h2>(.*?)</h2>");

  private static final String[] HEADINGS = {
    "The idea",
    "Threads: who runs what",
    "Where it blocks",
    "How it stops",
    "What it costs",
    "Read in this order",
    "Compare with",
    "Next"
  };

  static Stream<String> packages() {
    return ServiceLoader.load(Style.class).stream()
        .map(style -> style.type().getPackageName())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void hasTheHeadingsOfItsNeighbours(String name) throws IOException {
    String module = name.substring(name.lastIndexOf('.') + 1);
    String path = module + "/src/main/java/" + name.replace('.', '/') + "/package-info.java";
    String text = Files.readString(Path.of("..", path));

    assertThat(HEADING.matcher(text).results().map(heading -> heading.group(1)))
        .containsSubsequence(HEADINGS);
  }
}
