// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.ClientErrorScenarios;
import dev.parley.conformance.scenario.ClientScenarios;
import dev.parley.conformance.scenario.ClosingScenarios;
import dev.parley.conformance.scenario.DelayScenarios;
import dev.parley.conformance.scenario.EchoScenarios;
import dev.parley.conformance.scenario.FlowScenarios;
import dev.parley.conformance.scenario.FramingScenarios;
import dev.parley.conformance.scenario.LifecycleScenarios;
import dev.parley.conformance.scenario.LimitScenarios;
import dev.parley.conformance.scenario.RefusalScenarios;
import dev.parley.conformance.scenario.SizeScenarios;
import dev.parley.conformance.scenario.StopScenarios;
import dev.parley.conformance.scenario.StyleContractScenarios;
import dev.parley.conformance.scenario.TimeoutScenarios;
import dev.parley.conformance.scenario.WriteClockScenarios;

/**
 * All scenarios of stream transports. A class that implements it says what it judges, and is a
 * JUnit test:
 *
 * <pre>{@code
 * class MyConformanceTest implements StreamConformance {
 *   @Override
 *   public Target target() {
 *     return Targets.style(new MyStyle());
 *   }
 * }
 * }</pre>
 */
public interface StreamConformance
    extends EchoScenarios,
        FramingScenarios,
        SizeScenarios,
        RefusalScenarios,
        DelayScenarios,
        FlowScenarios,
        TimeoutScenarios,
        WriteClockScenarios,
        ClosingScenarios,
        LimitScenarios,
        LifecycleScenarios,
        StyleContractScenarios,
        StopScenarios,
        ClientScenarios,
        ClientErrorScenarios {}
