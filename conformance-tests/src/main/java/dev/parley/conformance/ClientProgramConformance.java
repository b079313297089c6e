// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.ClientProgramErrorScenarios;
import dev.parley.conformance.scenario.ClientProgramScenarios;

/** All scenarios for a client that is a program of any language (PROTOCOL.md, appendix B). */
public interface ClientProgramConformance
    extends ClientProgramScenarios, ClientProgramErrorScenarios {}
