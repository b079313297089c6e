// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;

/** Starting and stopping: sections 11 and 12. */
public interface LifecycleScenarios extends Conformance {}
