// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Failures that are known, and why. What is known must stay true: a scenario that passes though it
 * is expected to fail has failed, so that nobody keeps an excuse that is no longer needed.
 */
public final class ExpectedFailures {

  /** No failure is expected. */
  public static final ExpectedFailures NONE = new ExpectedFailures(List.of());

  /**
   * One failure that is known.
   *
   * @param pattern the scenarios that fail; see {@link Catalogue#matching}
   * @param text what the failure says of what the target did, whatever the breaks of its lines
   * @param reason why that is accepted, for a person to read
   */
  public record Known(String pattern, String text, String reason) {}

  private final List<Known> all;

  private ExpectedFailures(List<Known> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Reads lines of the form {@code pattern | text | reason}. Empty lines, and those that begin with
   * {@code #}, count for nothing.
   *
   * @throws IllegalArgumentException if a line is none of these, or its pattern matches nothing;
   *     the message begins with the line's number
   */
  public static ExpectedFailures parse(List<String> lines) {
    List<Known> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        all.add(known(i + 1, line));
      }
    }
    return new ExpectedFailures(all);
  }

  private static Known known(int number, String line) {
    String[] parts = line.split("\\|", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException(number + ": a line is 'pattern | text | reason'");
    }
    var known = new Known(parts[0].strip(), normal(parts[1]), parts[2].strip());
    if (known.pattern().isEmpty() || known.text().isEmpty() || known.reason().isEmpty()) {
      throw new IllegalArgumentException(number + ": pattern, text and reason must all be there");
    }
    if (!Catalogue.unmatched(List.of(known.pattern())).isEmpty()) {
      throw new IllegalArgumentException(
          "%d: no scenario's id or title matches '%s'".formatted(number, known.pattern()));
    }
    return known;
  }

  /** Returns the result as it counts when what is known is taken into account. */
  ScenarioResult judge(ScenarioResult result) {
    Stream<Known> known = known(result.scenario());
    return switch (result.verdict()) {
      case FAILED ->
          known
              .filter(one -> says(result, one))
              .findFirst()
              .map(one -> asExpected(result, one))
              .orElse(result);
      case PASSED -> known.findFirst().map(one -> butPassed(result, one)).orElse(result);
      default -> result;
    };
  }

  private Stream<Known> known(ScenarioInfo scenario) {
    return all.stream()
        .filter(known -> Catalogue.matching(List.of(known.pattern())).contains(scenario));
  }

  /** Rules, and what was expected, stand in every failure of a scenario, whatever has failed. */
  private static boolean says(ScenarioResult result, Known known) {
    return normal(ConformanceFailure.whatCame(result.text())).contains(known.text());
  }

  /** Returns the text without the breaks that only its layout put there. */
  private static String normal(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static ScenarioResult asExpected(ScenarioResult result, Known known) {
    return result.with(Verdict.EXPECTED_FAILURE, known.reason(), result.text());
  }

  private static ScenarioResult butPassed(ScenarioResult result, Known known) {
    String text =
        """
        %s %s - expected to fail, but passed
        Expected
          a failure that says "%s": %s
        Actual
          It passed. If that is no luck, take the line out of the expected failures.
        Run just this again
          %s
        """
            .formatted(
                result.scenario().id(),
                result.scenario().title(),
                known.text(),
                known.reason(),
                result.reproduce());
    return result.with(
        Verdict.FAILED, "expected to fail, but passed (" + known.reason() + ")", text);
  }
}
