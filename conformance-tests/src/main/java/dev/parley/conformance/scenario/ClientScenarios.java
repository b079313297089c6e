// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;

/** What a client does: section 18. */
public interface ClientScenarios extends Conformance {}
