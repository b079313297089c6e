// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Each pitfall against the scenario that was made for it. */
final class Diagonal {

  private static final Path PROJECT = Path.of("..");
  private static final Set<String> MEASURING = Set.of("R02", "R06", "R15", "D10", "D15");

  private Diagonal() {}

  /**
   * Returns the pitfalls whose scenarios measure what others use, or take it from them: processor
   * time, buffers, carriers, the process's own count of things; or all others.
   */
  static List<Pitfall> pitfalls(boolean measured) {
    List<String> ids =
        Catalogue.all().stream()
            .filter(scenario -> isMeasured(scenario) == measured)
            .map(ScenarioInfo::id)
            .toList();
    return new Gallery(PROJECT)
        .all().stream().filter(pitfall -> ids.contains(pitfall.scenario())).toList();
  }

  private static boolean isMeasured(ScenarioInfo scenario) {
    return scenario.alone() || MEASURING.contains(scenario.id());
  }

  static void requireCaught(Pitfall pitfall) throws Exception {
    var caught = new Catch(pitfall, new Trial(PROJECT).run(pitfall, pitfall.scenario()).getFirst());

    assertThat(caught.isAssertion()).as(caught.result().toString()).isTrue();
    assertThat(caught.words()).contains(pitfall.says());
    assertThat(caught.result().scenario().rules()).containsAnyElementsOf(pitfall.rules());
  }
}
