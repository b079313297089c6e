// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.failure.Rules;
import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule has a pitfall that breaks it, or says why not. */
class RulesBrokenTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private final List<Pitfall> pitfalls = new Gallery(PROJECT).all();

  private static Reasons reasons() throws IOException {
    return Reasons.read(PROJECT.resolve("pitfalls/reasons.txt"));
  }

  @Test
  void everyRuleIsBrokenOrSaysWhyNot() throws Exception {
    Set<String> broken = new TreeSet<>();
    pitfalls.forEach(pitfall -> broken.addAll(pitfall.rules()));
    Reasons reasons = reasons();
    assertThat(Rules.all().keySet()).containsAll(broken);
    assertThat(Rules.all().values())
        .filteredOn(rule -> rule.notTested() == null)
        .allSatisfy(rule ->
            assertThat(broken.contains(rule.id()))
                .as(rule.id() + " is broken by a pitfall, or else stands in reasons.txt")
                .isEqualTo(reasons.of(rule.id()).isEmpty()));
  }

  @Test
  void everyReasonIsForSomething() throws Exception {
    assertThat(reasons().byPattern().keySet())
        .allSatisfy(pattern ->
            assertThat(
                    Stream.concat(
                        Rules.all().keySet().stream(),
                        Catalogue.all().stream().map(ScenarioInfo::id)))
                .as(pattern)
                .anyMatch(id -> Reasons.matches(pattern, id)));
  }
}
