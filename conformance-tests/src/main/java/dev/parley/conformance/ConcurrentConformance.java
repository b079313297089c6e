// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.BusyScenarios;
import dev.parley.conformance.scenario.ConcurrencyScenarios;
import dev.parley.conformance.scenario.CrowdScenarios;
import dev.parley.conformance.scenario.LimitScenarios;

/** All scenarios for a server of several clients at a time that holds a connection limit. */
public interface ConcurrentConformance
    extends StreamConformance,
        ConcurrencyScenarios,
        CrowdScenarios,
        LimitScenarios,
        BusyScenarios {}
