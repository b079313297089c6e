// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Lets the scenarios play side by side where JUnit is told to run tests in parallel, and those that
 * must be {@link Scenario#alone} by themselves: it takes the whole machine for them, of which all
 * others share the use.
 */
final class SideBySide implements ResourceLocksProvider {

  private static final String MACHINE = "dev.parley.conformance.machine";

  SideBySide() {}

  @Override
  public Set<Lock> provideForMethod(
      List<Class<?>> enclosingTypes, Class<?> testClass, Method testMethod) {
    boolean alone =
        AnnotationSupport.findAnnotation(testMethod, Scenario.class)
            .map(Scenario::alone)
            .orElse(false);
    var mode = alone ? ResourceAccessMode.READ_WRITE : ResourceAccessMode.READ;
    return Set.of(new Lock(MACHINE, mode));
  }
}
