// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.Target;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What every family of scenarios extends. A class that implements one says only what it judges, and
 * JUnit runs the scenarios that it inherits, by order of their ids. They mostly wait: where JUnit
 * is told to run tests in parallel ({@code junit.jupiter.execution.parallel.enabled}), they play
 * side by side.
 */
@ResourceLock(providers = SideBySide.class)
@DisplayNameGeneration(ScenarioNames.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
public interface Conformance {

  /** Returns what is judged. */
  Target target();
}
