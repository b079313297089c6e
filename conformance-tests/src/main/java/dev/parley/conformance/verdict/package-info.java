// SPDX-License-Identifier: Apache-2.0

/** What can come of a scenario. */
@NullMarked
package dev.parley.conformance.verdict;

import org.jspecify.annotations.NullMarked;
