// SPDX-License-Identifier: Apache-2.0

package dev.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.failure.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule that the sources name, in a comment or in a text, is one of PROTOCOL.md. */
class RuleNumbersTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern RULE = Pattern.compile("\\bR(?:\\d+|[AB])\\.\\d+\\b");

  @Test
  void everyRuleThatIsNamedExists() throws IOException {
    List<Path> sources = sources();

    assertThat(sources).isNotEmpty();
    for (Path source : sources) {
      assertThat(RULE.matcher(Files.readString(source)).results().map(MatchResult::group))
          .as(source.toString())
          .isSubsetOf(Rules.all().keySet());
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> name(file).matches("[^/]+/src/main/java/.*"))
          .toList();
    }
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }
}
