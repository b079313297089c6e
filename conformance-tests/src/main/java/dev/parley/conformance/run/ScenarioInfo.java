// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.stage.Scenario;
import dev.parley.protocol.Trait;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * A scenario that there is.
 *
 * @param id its id for life
 * @param title what happens, in a few words
 * @param rules the rules of PROTOCOL.md that it judges
 * @param needs the traits without which it is not applicable
 * @param alone whether no other scenario may run meanwhile
 * @param method the name of the method that plays it
 */
public record ScenarioInfo(
    String id, String title, List<String> rules, Set<Trait> needs, boolean alone, String method) {

  static ScenarioInfo of(Method method, Scenario scenario) {
    return new ScenarioInfo(
        scenario.id(),
        scenario.title(),
        List.of(scenario.rules()),
        Set.of(scenario.needs()),
        scenario.alone(),
        method.getName());
  }
}
