// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.PairScenarios;

/** All scenarios for a client and a server that talk to each other. */
public interface PairConformance extends PairScenarios {}
