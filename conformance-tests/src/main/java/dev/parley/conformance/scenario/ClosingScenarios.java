// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;

/** How connections end: sections 5 and 7. */
public interface ClosingScenarios extends Conformance {}
