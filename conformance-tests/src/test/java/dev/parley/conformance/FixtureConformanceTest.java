// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.scenario.ConcurrencyScenarios;
import dev.parley.conformance.scenario.CrowdScenarios;
import dev.parley.conformance.scenario.DelayScenarios;
import dev.parley.conformance.scenario.EchoScenarios;
import dev.parley.conformance.scenario.FlowScenarios;
import dev.parley.conformance.scenario.FramingScenarios;
import dev.parley.conformance.scenario.RefusalScenarios;
import dev.parley.conformance.scenario.SizeScenarios;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

/** The fixture without a fault passes; so it is its faults that the scenarios see. */
class FixtureConformanceTest
    implements EchoScenarios,
        FramingScenarios,
        SizeScenarios,
        RefusalScenarios,
        DelayScenarios,
        FlowScenarios,
        ConcurrencyScenarios,
        CrowdScenarios {

  @Override
  public Target target() {
    return Targets.style(new FixtureStyle());
  }
}
