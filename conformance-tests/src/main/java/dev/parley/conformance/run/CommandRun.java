// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.target.Target;

/** What a run by the command judges: what a test class is where JUnit plays the scenarios. */
record CommandRun(Target target) implements EveryScenario {}
