// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The kill matrix that is committed. */
class CommittedMatrixTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String RUN = "run `mvn verify -Pkill-matrix -pl pitfalls -am`";

  private final List<Pitfall> pitfalls = new Gallery(PROJECT).all();

  private static Kills kills() throws IOException {
    return Kills.read(PROJECT.resolve("pitfalls/kill-matrix.tsv"));
  }

  private static Reasons reasons() throws IOException {
    return Reasons.read(PROJECT.resolve("pitfalls/reasons.txt"));
  }

  @Test
  void isAsNewAsItsInputs() throws Exception {
    Map<String, String> fingerprints = new TreeMap<>();
    pitfalls.forEach(pitfall -> fingerprints.put(pitfall.name(), Inputs.of(pitfall)));
    Map<String, String> tried = new TreeMap<>();
    kills().rows().forEach((name, row) -> tried.put(name, row.fingerprint()));

    assertThat(tried).as("pitfalls: " + RUN).isEqualTo(fingerprints);
    assertThat(kills().scenarios()).as("scenarios: " + RUN).isEqualTo(Inputs.scenarios(PROJECT));
  }

  @Test
  void everyPitfallIsCaughtByTheScenarioThatWasMadeForIt() throws Exception {
    Kills kills = kills();
    assertThat(pitfalls)
        .allSatisfy(pitfall -> assertThat(kills.by(pitfall.name())).contains(pitfall.scenario()));
  }

  @Test
  void everyScenarioIsNeededOrSaysWhyItIsKept() throws Exception {
    Kills kills = kills();
    Reasons reasons = reasons();
    assertThat(Catalogue.all())
        .extracting(ScenarioInfo::id)
        .allSatisfy(id ->
            assertThat(kills.onlyBy(id).isEmpty())
                .as(id + " is the only one to catch a pitfall, or else stands in reasons.txt")
                .isEqualTo(reasons.of(id).isPresent()));
  }

  @Test
  void thePageIsAsItIsMade() throws Exception {
    var pages = new Pages(PROJECT);
    assertThat(pages.matrixFile()).as(RUN).content().isEqualTo(pages.matrix());
  }
}
