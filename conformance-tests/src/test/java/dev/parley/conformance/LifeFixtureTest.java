// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.life.LifeFault;
import dev.parley.conformance.life.LifeStyle;
import dev.parley.conformance.scenario.ClientErrorScenarios;
import dev.parley.conformance.scenario.ClientScenarios;
import dev.parley.conformance.scenario.ClosingScenarios;
import dev.parley.conformance.scenario.LifecycleScenarios;
import dev.parley.conformance.scenario.LimitScenarios;
import dev.parley.conformance.scenario.StopScenarios;
import dev.parley.conformance.scenario.StyleContractScenarios;
import dev.parley.conformance.scenario.TimeoutScenarios;
import dev.parley.conformance.scenario.WriteClockScenarios;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.protocol.Trait;
import java.util.EnumSet;

/** The fixture without a fault passes; so it is its faults that the scenarios see. */
class LifeFixtureTest
    implements TimeoutScenarios,
        WriteClockScenarios,
        ClosingScenarios,
        LimitScenarios,
        LifecycleScenarios,
        StopScenarios,
        StyleContractScenarios,
        ClientScenarios,
        ClientErrorScenarios {

  @Override
  public Target target() {
    return Targets.style(LifeStyle.of(LifeFault.NONE, EnumSet.allOf(Trait.class)));
  }
}
