// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.target.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The test class of a run by the command: its target comes from the run, which also says how many
 * scenarios may play side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(TargetOfRun.class)
final class StreamRun implements EveryScenario {

  private final Target target;

  StreamRun(Target target) {
    this.target = target;
  }

  @Override
  public Target target() {
    return target;
  }
}
