// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.conformance.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ExpectedFailuresTest {

  private final ExpectedFailures expected =
      ExpectedFailures.parse(
          List.of("# known since spring", "", "f0? | ends the\tconnection | the proxy does it"));

  @Test
  void aFailureThatSaysTheTextIsExpected() {
    ScenarioResult judged =
        expected.judge(
            result("F06", Verdict.FAILED, failure("no end", "it ends\n     the connection")));

    assertThat(judged.verdict()).isEqualTo(Verdict.EXPECTED_FAILURE);
    assertThat(judged.reason()).isEqualTo("the proxy does it");
    assertThat(judged.text()).contains("Actual");
  }

  @Test
  void whatIsExpectedSaysNothingOfTheFailure() {
    ScenarioResult other =
        result("F06", Verdict.FAILED, failure("a server that ends the connection", "nothing"));

    assertThat(expected.judge(other)).isEqualTo(other);
  }

  @Test
  void eachOfSeveralTextsIsExpected() {
    ExpectedFailures several =
        ExpectedFailures.parse(List.of("F06 | one text | why", "F0? | the other | why not"));
    ScenarioResult result = result("F06", Verdict.FAILED, failure("an end", "the other text"));

    assertThat(several.judge(result).reason()).isEqualTo("why not");
  }

  @Test
  void aFailureThatSaysSomethingElseIsAFailure() {
    ScenarioResult other = result("F06", Verdict.FAILED, "it ends no connection");

    assertThat(expected.judge(other)).isEqualTo(other);
  }

  @Test
  void aScenarioThatPassesHasFailed() {
    ScenarioResult judged = expected.judge(result("F06", Verdict.PASSED, ""));

    assertThat(judged.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(judged.reason()).isEqualTo("expected to fail, but passed (the proxy does it)");
    assertThat(judged.text())
        .startsWith("F06 unknown types - expected to fail, but passed\n")
        .contains("\"ends the connection\"", "  ./parley check x --only F06");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"NOT_APPLICABLE", "INCONCLUSIVE"})
  void whatWasNotJudgedStaysSo(Verdict verdict) {
    ScenarioResult result = result("F06", verdict, "ends the connection");

    assertThat(expected.judge(result)).isEqualTo(result);
  }

  @Test
  void otherScenariosAreJudgedAsEver() {
    ScenarioResult other = result("R01", Verdict.FAILED, "it ends the connection");

    assertThat(expected.judge(other)).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "F06 | no reason; 1: a line is 'pattern | text | reason'",
        "F06 | | why; 1: pattern, text and reason must all be there",
        "F06 | what | ; 1: pattern, text and reason must all be there",
        "Q99 | what | why; 1: no scenario's id or title matches 'Q99'"
      })
  void aLineThatIsNoneIsTold(String line, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedFailures.parse(List.of(line)))
        .withMessage(complaint);
  }

  private static String failure(String expected, String actual) {
    return """
    F06 unknown types - failed by x
    Rules
      R2.3 After an ERROR the server ends the connection.
    Expected
      %s
    Actual
      %s
    Run just this again
      ./parley check x --only F06 and see whether it ends the connection
    """
        .formatted(expected, actual);
  }

  private static ScenarioResult result(String id, Verdict verdict, String text) {
    return new ScenarioResult(
        Catalogue.matching(List.of(id)).getFirst(),
        verdict,
        verdict == Verdict.PASSED ? "" : "reason",
        text,
        1,
        "./parley check x --only " + id);
  }
}
