// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

/** Is told of a run's progress: of one event at a time, from any thread. */
public interface RunListener {

  /** A listener that does nothing. */
  RunListener NONE = new RunListener() {};

  /** A scenario begins. */
  default void started(ScenarioInfo scenario) {}

  /** A scenario has ended. */
  default void finished(ScenarioResult result) {}
}
