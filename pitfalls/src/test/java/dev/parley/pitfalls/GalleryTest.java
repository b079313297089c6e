// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gallery holds; {@link Diagonal} has what becomes of it. */
class GalleryTest {

  private static final Path PROJECT = Path.of("..");
  private static final int LARGEST = 10;
  private static final int FEWEST = 40;

  static List<Pitfall> pitfalls() {
    return new Gallery(PROJECT).all();
  }

  @ParameterizedTest
  @MethodSource("pitfalls")
  void isSmall(Pitfall pitfall) {
    assertThat(pitfall.fault().size()).isBetween(1L, (long) LARGEST);
  }

  @Test
  void eachHasAScenarioThatThereIs() {
    assertThat(Catalogue.all().stream().map(ScenarioInfo::id).toList())
        .containsAll(pitfalls().stream().map(Pitfall::scenario).toList());
  }

  @ParameterizedTest
  @MethodSource("pitfalls")
  void isListed(Pitfall pitfall) {
    String line =
        "| [%s](gallery/%s/README.md) | %s | %s | %s |"
            .formatted(
                pitfall.title(),
                pitfall.name(),
                pitfall.style(),
                pitfall.scenario(),
                String.join(", ", pitfall.rules()));
    assertThat(PROJECT.resolve("pitfalls/README.md")).content().contains(line);
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(pitfalls()).hasSizeGreaterThanOrEqualTo(FEWEST);
  }
}
