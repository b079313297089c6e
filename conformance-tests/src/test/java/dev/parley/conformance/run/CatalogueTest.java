// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.failure.Rule;
import dev.parley.conformance.failure.Rules;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The scenarios and the rules of PROTOCOL.md know each other. */
class CatalogueTest {

  private static final Set<String> CITED =
      Catalogue.all().stream()
          .flatMap(scenario -> scenario.rules().stream())
          .collect(Collectors.toSet());

  @Test
  void everyIdIsUsedOnceAndNoneThatIsRetired() {
    assertThat(Catalogue.all())
        .extracting(ScenarioInfo::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[A-Z][0-9]{2}"))
        .noneMatch(Catalogue.RETIRED::contains);
  }

  @Test
  void everyMethodIsNamedAfterItsId() {
    assertThat(Catalogue.all())
        .allSatisfy(scenario ->
            assertThat(scenario.method().getName())
                .startsWith(scenario.id().toLowerCase(Locale.ROOT) + "_"));
  }

  @Test
  void everyScenarioJudgesARuleThatIsThere() {
    assertThat(Catalogue.all()).allSatisfy(scenario -> assertThat(scenario.rules()).isNotEmpty());
    assertThat(Rules.all().keySet()).containsAll(CITED);
  }

  @Test
  void everyRuleHasAScenarioOrSaysWhyNot() {
    assertThat(Rules.all().values())
        .isNotEmpty()
        .allSatisfy(rule ->
            assertThat(CITED.contains(rule.id()))
                .as("%s has a scenario; its reason for none: %s", rule.id(), rule.notTested())
                .isEqualTo(rule.notTested() == null));
  }

  @Test
  void everyReasonSaysSomething() {
    assertThat(Rules.all().values())
        .extracting(Rule::notTested)
        .allMatch(reason -> reason == null || reason.length() > 10);
  }

  @Test
  void globsMatchIdsAndTitles() {
    assertThat(ids("F01")).containsExactly("F01");
    assertThat(ids("f0?")).contains("F01", "F09").doesNotContain("F10");
    assertThat(ids("*hostile*")).containsExactly("F05");
    assertThat(ids("F01", "every split")).containsExactly("F01", "F02");
    assertThat(ids("F.1")).isEmpty();
    assertThat(ids("F?")).isEmpty();
    assertThat(ids()).hasSameSizeAs(Catalogue.all());
  }

  @Test
  void patternsThatMatchNothingAreTold() {
    assertThat(Catalogue.unmatched(List.of("F01", "Y*", "no such title")))
        .containsExactly("Y*", "no such title");
  }

  @Test
  void aSelectionLeavesOutWhatIsSkipped() {
    var selection = new Selection(List.of("F0?", "Y*"), List.of("F02", "*HOSTILE*", "Q99"));
    assertThat(selection.scenarios())
        .extracting(ScenarioInfo::id)
        .contains("F01", "F03")
        .doesNotContain("F02", "F05", "F10");
    assertThat(selection.unmatched()).containsExactly("Y*", "Q99");
    assertThat(Selection.ALL.scenarios()).isEqualTo(Catalogue.all());
  }

  private static List<String> ids(String... patterns) {
    return Catalogue.matching(List.of(patterns)).stream().map(ScenarioInfo::id).toList();
  }
}
