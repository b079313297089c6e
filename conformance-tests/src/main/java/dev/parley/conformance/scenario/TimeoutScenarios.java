// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;

/** The clocks of section 6. */
public interface TimeoutScenarios extends Conformance {}
