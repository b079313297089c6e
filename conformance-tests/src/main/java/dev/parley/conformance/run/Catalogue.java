// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.stage.Scenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All scenarios that there are. */
public final class Catalogue {

  /** Ids of scenarios that are gone. They are never used again. */
  public static final Set<String> RETIRED = Set.of();

  /** What is played before all others: plain requests on a stream, in datagrams, of a client. */
  public static final Set<String> SANITY = Set.of("F01", "D03", "X01");

  private static final List<ScenarioInfo> ALL =
      Arrays.stream(EveryScenario.class.getMethods())
          .filter(method -> method.isAnnotationPresent(Scenario.class))
          .map(method -> ScenarioInfo.of(method, method.getAnnotation(Scenario.class)))
          .sorted(Comparator.comparing(ScenarioInfo::id))
          .toList();

  private Catalogue() {}

  /** Returns all scenarios, by order of their ids. */
  public static List<ScenarioInfo> all() {
    return ALL;
  }

  /**
   * Returns the scenarios whose id or title matches one of the patterns; all where there is no
   * pattern. In a pattern {@code *} stands for any characters and {@code ?} for one; upper and
   * lower case are alike.
   */
  public static List<ScenarioInfo> matching(List<String> patterns) {
    if (patterns.isEmpty()) {
      return ALL;
    }
    return ALL.stream().filter(info -> patterns.stream().anyMatch(p -> matches(p, info))).toList();
  }

  /** Returns those of the patterns that match no scenario: a mistake of whoever wrote them. */
  public static List<String> unmatched(List<String> patterns) {
    return patterns.stream().filter(p -> ALL.stream().noneMatch(i -> matches(p, i))).toList();
  }

  private static boolean matches(String pattern, ScenarioInfo info) {
    Pattern glob = glob(pattern.toLowerCase(Locale.ROOT));
    return Stream.of(info.id(), info.title())
        .anyMatch(text -> glob.matcher(text.toLowerCase(Locale.ROOT)).matches());
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(c));
                })
            .collect(Collectors.joining()));
  }
}
