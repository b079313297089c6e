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
 * @param slow whether it takes long, and so begins before the others
 * @param method the method that plays it
 * @param medium what carries the frames that it is about
 */
public record ScenarioInfo(
    String id,
    String title,
    List<String> rules,
    Set<Trait> needs,
    boolean alone,
    boolean slow,
    Method method,
    Medium medium) {

  static ScenarioInfo of(Method method, Scenario scenario) {
    return new ScenarioInfo(
        scenario.id(),
        scenario.title(),
        List.of(scenario.rules()),
        Set.of(scenario.needs()),
        scenario.alone(),
        scenario.slow(),
        method,
        Medium.of(method.getDeclaringClass()));
  }
}
