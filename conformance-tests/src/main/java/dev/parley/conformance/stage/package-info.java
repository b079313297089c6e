// SPDX-License-Identifier: Apache-2.0

/** Where a scenario plays: what it is declared with, and what it is handed. */
@NullMarked
package dev.parley.conformance.stage;

import org.jspecify.annotations.NullMarked;
