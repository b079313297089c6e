// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;

/** The connection limit, section 8. */
public interface LimitScenarios extends Conformance {}
