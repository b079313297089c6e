// SPDX-License-Identifier: Apache-2.0

/**
 * Servers on well-known libraries, written as their users write them, to be measured beside the
 * styles. They answer what {@code parley compare} sends; they keep no clocks, no limit and no order
 * of the end, and would not pass the suite.
 */
@NullMarked
package dev.parley.peers;

import org.jspecify.annotations.NullMarked;
