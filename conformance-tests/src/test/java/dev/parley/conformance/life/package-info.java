// SPDX-License-Identifier: Apache-2.0

/**
 * A server and a client that keep the rules about clocks, ends, limits and stops, and can be broken
 * on purpose, to see that each scenario about these fails.
 */
@NullMarked
package dev.parley.conformance.life;

import org.jspecify.annotations.NullMarked;
