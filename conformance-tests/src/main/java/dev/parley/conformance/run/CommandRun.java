// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.target.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test class of a run by the command, which hands it the target. */
@ExtendWith(TargetOfRun.class)
final class CommandRun implements EveryScenario {

  private final Target target;

  CommandRun(Target target) {
    this.target = target;
  }

  @Override
  public Target target() {
    return target;
  }
}
