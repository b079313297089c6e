// SPDX-License-Identifier: Apache-2.0

/** The scenarios, by what they are about. */
@NullMarked
package dev.parley.conformance.scenario;

import org.jspecify.annotations.NullMarked;
