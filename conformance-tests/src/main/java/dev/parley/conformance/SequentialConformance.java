// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.TurnScenarios;

/** All scenarios for a server of one client at a time. */
public interface SequentialConformance extends StreamConformance, TurnScenarios {}
