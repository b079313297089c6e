// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.ServerProgramScenarios;

/** All scenarios for how a program of a server is launched (PROTOCOL.md, appendix A). */
public interface ServerProgramConformance extends ServerProgramScenarios {}
