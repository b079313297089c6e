// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.platform.commons.support.AnnotationSupport;

/** Shows a scenario in an IDE as its id and its title. */
final class ScenarioNames extends DisplayNameGenerator.Standard {

  ScenarioNames() {}

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> test, Method method) {
    return AnnotationSupport.findAnnotation(method, Scenario.class)
        .map(scenario -> scenario.id() + " " + scenario.title())
        .orElseGet(() -> super.generateDisplayNameForMethod(enclosing, test, method));
  }
}
