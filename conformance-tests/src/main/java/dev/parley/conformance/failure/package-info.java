// SPDX-License-Identifier: Apache-2.0

/** What a failure says: the rules, what was expected, what came, and why it may have come. */
@NullMarked
package dev.parley.conformance.failure;

import org.jspecify.annotations.NullMarked;
